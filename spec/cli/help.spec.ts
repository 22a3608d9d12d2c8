import { expect } from 'chai';
import { COMMANDS } from '../../lib/cli/commands.js';
import { dispatch } from '../../lib/cli/dispatch.js';
import { readCall } from '../../lib/cli/read-call.js';
import type { Shell, Sink } from '../../lib/cli/shell.js';
import { Project } from './project.js';

const commands = Object.values(COMMANDS).map(command => command());

describe('the help of the command line', () => {
  let project: Project;

  before(() => {
    project = new Project({}, []);
  });
  after(() => project[Symbol.dispose]());

  it('begins with examples, then lists every command', async () => {
    const { stdout, stderr, status } = await project.run(['--help']);
    expect(stdout).to.match(/^Examples\n {2}carillon init/);
    for (const { name, summary } of commands)
      expect(stdout).to.match(new RegExp(`^ {2}${name}\\b.*${summary.slice(0, 20)}`, 'm'));
    expect([stderr, status]).to.deep.equal(['', 0]);
  });

  it('is given wherever it is asked for, and nothing is done then', async () => {
    for (const line of [['help'], ['help', '-h'], ['help', 'help'], ['help', '--json']]) {
      expect((await dispatched(line)).stdout, line.join(' ')).to.match(/^Examples\n {2}carillon init/);
    }
    for (const line of [
      ['help', '--json', 'next'],
      ['next', '-hn', '1'],
      ['next', '-n', '1', '-h'],
      ['run', '-hf', 'x'],
    ]) {
      const { stdout, status } = await dispatched(line);
      expect(stdout, line.join(' ')).to.match(/^Examples\n {2}carillon (?:next|run)/);
      expect(status).to.equal(0);
    }
  });

  it('is told of by what can not be read', async () => {
    for (const [line, complaint] of [
      [['work', '--', '--dashboard'], "work can't use '--dashboard': "],
      [['list', '-z'], 'the option -z needs a value\n'],
      [['-f', 'x', 'list'], '  an option stands behind a command, as in'],
    ] as const) {
      expect((await dispatched(line)).stderr).to.contain(complaint);
    }
    expect((await dispatched(['--json', 'list'])).stderr).to.equal('');
  });

  it('tells its version as a document, too', async () => {
    expect((await dispatched(['--version', '--json'])).stdout).to.equal('{"v":1,"version":"1.2.3"}\n');
    expect((await dispatched(['-v'])).stdout).to.equal('1.2.3\n');
  });

  it('says of --json where it is more than one document, and of the token where one is sent', async () => {
    for (const [name, ...texts] of [
      ['list', 'one JSON document instead of text\n'],
      ['work', 'a JSON document a line for each run'],
      ['log', 'one a line for each run and what it logs', 'CARILLON_TOKEN'],
      ['skip', 'one JSON document instead of text\n', 'CARILLON_TOKEN'],
    ] as const) {
      const { stdout } = await dispatched([name, '-h']);
      for (const text of texts) expect(stdout, name).to.contain(text);
      expect(stdout.match(/--json/g), name).to.have.length(name === 'list' ? 2 : 1);
    }
  });

  it('stands below what it explains where there is no room beside it', async () => {
    const terminal = project.terminal(30, ['list', '-h']);
    await terminal.ends();
    expect(terminal.text).to.contain('\n  carillon list --zone job\n    each job in its own zone\n');
    expect(terminal.text.split('\n').filter(text => text.length > 39)).to.deep.equal([]);
  });

  it('fits a terminal', async () => {
    for (const line of [['--help'], ...commands.map(({ name }) => [name, '-h'])]) {
      const terminal = project.terminal(80, line);
      expect(await terminal.ends()).to.equal(0);
      expect(terminal.text.split('\n').filter(text => text.length > 80 || text.endsWith(' '))).to.deep.equal([]);
    }
  });

  it('calls each command by its name', () => {
    expect(Object.keys(COMMANDS)).to.deep.equal(commands.map(({ name }) => name));
  });

  for (const command of commands) {
    it(`of ${command.name} begins with examples, and says its options and statuses`, async () => {
      const { stdout, status } = await project.run([command.name, '-h']);
      expect(stdout).to.match(new RegExp(`^Examples\\n {2}carillon ${command.name}\\b`));
      for (const name of Object.keys(command.options)) expect(stdout).to.contain(`--${name}`);
      expect(stdout).to.match(/\nExits with (?:0|that).*; 2 where the command line is wrong\.\n$/);
      expect(status).to.equal(0);
    });

    it(`of ${command.name} has examples that can be typed`, () => {
      for (const [example] of command.examples) {
        const [, name, ...typed] = wordsOf(example.replace(/ [|>].*$/, ''));
        expect(name).to.equal(command.name);
        expect(() => readCall(command, typed, {} as Shell)).not.to.throw();
      }
    });
  }
});

/** What is typed, dispatched without a process of its own. */
async function dispatched(typed: readonly string[]) {
  const texts = { out: '', err: '' };
  const sink = (name: keyof typeof texts): Sink => ({
    isTerminal: false,
    isAnimated: false,
    columns: undefined,
    write: text => {
      texts[name] += text;
    },
    paint: (_, text) => text,
  });
  const shell = { out: sink('out'), err: sink('err') } as Shell;
  const status = await dispatch(typed, COMMANDS, shell, () => '1.2.3');
  return { stdout: texts.out, stderr: texts.err, status };
}

/** As a shell takes them, with quotes. */
function wordsOf(line: string): readonly string[] {
  return [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
}
