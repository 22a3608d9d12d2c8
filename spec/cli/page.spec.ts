import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { FakeDashboard, READS } from './fake-dashboard.js';
import { Project } from './project.js';
import { SHOP } from './shop.js';

/** A command that a page shows, what it shows of it, and the status that it says, 0 if none. */
interface Example {
  readonly command: string;
  readonly status: number;
  readonly output: string;
}

const COLUMNS = 80;
const WIDE_COLUMNS = 120;

describe('what pages show of the command line', () => {
  let project: Project;
  let fake: FakeDashboard;

  before(async () => {
    project = new Project({ 'jobs.ts': SHOP, 'package.json': '{ "type": "module" }' });
    fake = await FakeDashboard.start(READS);
  });
  after(async () => {
    project[Symbol.dispose]();
    await fake[Symbol.asyncDispose]();
  });

  for (const page of ['README.md', 'samples/command-line.md']) {
    describe(page, () => {
      const examples = examplesOf(readFileSync(page, 'utf8'));

      it('shows examples', () => {
        expect(examples).not.to.be.empty;
      });

      for (const example of examples) {
        it(`shows what is seen: ${example.command}`, () => expectShown(example));
        it(`says no less than is seen elsewhere: ${example.command}`, () => expectElsewhere(example));
      }
    });
  }

  async function expectShown({ command, status, output }: Example): Promise<void> {
    const terminal = project.terminal(COLUMNS, argumentsOf(command), { env: { CARILLON_URL: fake.url } });
    expect(await terminal.ends()).to.equal(status);
    expect(withoutChance(terminal.text)).to.equal(withoutChance(output));
  }

  /** On a wide terminal and piped the same words stand in other lines, beside those for which there is room. */
  async function expectElsewhere({ command, status, output }: Example): Promise<void> {
    const env = { CARILLON_URL: fake.url };
    const terminal = project.terminal(WIDE_COLUMNS, argumentsOf(command), { env });
    const piped = await project.run(argumentsOf(command), { env });
    expect([await terminal.ends(), piped.status]).to.deep.equal([status, status]);
    expect(terminal.text.split('\n').filter(line => line.length > WIDE_COLUMNS)).to.deep.equal([]);
    const text = piped.stdout + piped.stderr;
    expect(text).not.to.contain('\x1b');
    for (const other of [terminal.text, text]) expect(missing(output, other)).to.deep.equal([]);
  }
});

function argumentsOf(command: string): readonly string[] {
  return [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '').slice(1);
}

/** The words of a text that another does not have as often. */
function missing(text: string, other: string): readonly string[] {
  const left = wordsOf(other);
  return wordsOf(text).filter(word => {
    const at = left.indexOf(word);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

function wordsOf(text: string): string[] {
  return withoutChance(text).match(/\S+/g) ?? [];
}

function examplesOf(page: string): readonly Example[] {
  return [...page.matchAll(/```text\n\$ (carillon .*?)(?: {3}# exits with (\d+))?\n([\s\S]*?)```/g)].map(
    ([, command = '', status, output = '']) => ({ command, status: Number(status ?? 0), output }),
  );
}

/** What differs from machine to machine: how long something took, versions, the number of the process. */
function withoutChance(text: string): string {
  return text
    .replaceAll(/\+\d+\.\d\d s/g, '+… s')
    .replaceAll(/simulated in \d+ m?s/g, 'simulated in …')
    .replaceAll(/\(jobs\.ts:\d+:\d+\)/g, '(jobs.ts)')
    .replace(/✓ Node .*/, '✓ Node')
    .replace(/✓ pid {2,}\d+/, '✓ pid')
    .trimEnd();
}
