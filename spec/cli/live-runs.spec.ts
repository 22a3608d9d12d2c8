import { expect } from 'chai';
import { askedOf } from './asked-of.js';
import { type Answers, FakeDashboard, MINUTE, NOW, READS, row, stream } from './fake-dashboard.js';
import { Project } from './project.js';

describe('the live commands that tell of runs', () => {
  let project: Project;

  before(() => {
    project = new Project({}, []);
  });
  after(() => project[Symbol.dispose]());

  const asked = (answers: Answers, ...line: readonly string[]) => askedOf(project, answers, line);

  describe('trigger', () => {
    const line = (seq: number, text: string) => ({ seq, at: NOW, level: 'info', text, run: 'r9' });
    const run = (more: object) => ({
      v: 1,
      now: NOW,
      run: { id: 'r9', job: 'backup', at: NOW, lateMs: 0, attempts: 1, ...more },
    });
    const begun: Answers = { 'do=run': () => [202, { v: 1, ok: true, run: 'r9', job: row('backup') }] };

    it('tells each line of its log once, then how it ended, and gives its value', async () => {
      let isStreamed = false;
      const outcome = await asked(
        {
          ...begun,
          'get=events': (_, response) => {
            stream(response, ['hello', {}], ['line', line(1, 'first')], ['line', line(2, 'second \x1b[31m')]);
            isStreamed = true;
            return undefined;
          },
          'get=run': () => {
            const more = isStreamed
              ? { kind: 'succeeded', ms: 4200, value: '12 shelves', lines: [line(1, 'first'), line(3, 'third')] }
              : { kind: 'running', lines: [line(1, 'first')] };
            return [200, run(more)];
          },
        },
        ...['trigger', 'backup'],
      );
      const lines = outcome.stderr
        .replaceAll(/\+\d\.\d\d s/g, '+')
        .trimEnd()
        .split('\n');
      expect(lines.filter(text => text.includes('first'))).to.deep.equal(['  +  info   first']);
      expect(lines.at(-1)).to.equal('  +  backup succeeded after 4 s');
      expect([outcome.stdout, outcome.status]).to.deep.equal(['12 shelves\n', 0]);
    });

    it('fails with the run, and says its error', async () => {
      const error = {
        name: 'Error',
        message: 'no disk',
        frames: [],
        hidden: 0,
        cause: { name: 'TypeError', message: 'why', frames: [], hidden: 0 },
        errors: [{ name: 'Error', message: 'left', frames: [], hidden: 0 }],
      };
      const outcome = await asked(
        { ...begun, 'get=run': () => [200, run({ kind: 'failed', ms: 80, error })] },
        'trigger',
        'backup',
      );
      expect(outcome.stderr).to.match(
        /backup failed after 80 ms\n {11}Error: no disk\n {11}caused by TypeError: why\n {11}one of 1: Error: left\n$/,
      );
      expect(outcome.status).to.equal(1);
    });

    it('comes back at once with --detach, and with 5 where it was skipped', async () => {
      const detached = await asked(begun, 'trigger', 'backup', '--detach');
      expect([detached.stdout, detached.status]).to.deep.equal(['backup was triggered, run r9\n', 0]);
      const skipped = await asked(
        { ...begun, 'get=run': () => [200, run({ kind: 'skipped', detail: 'it is paused' })] },
        'trigger',
        'backup',
      );
      expect(skipped.stderr).to.contain('backup was skipped: it is paused');
      expect(skipped.status).to.equal(5);
    });

    it('ends with 130 after Ctrl-C and says that the run goes on', async () => {
      await using fake = await FakeDashboard.start({
        ...begun,
        'get=run': () => [200, run({ kind: 'running', lines: [line(1, 'first')] })],
      });
      const terminal = project.terminal(80, ['trigger', 'backup', '--url', fake.url]);
      await terminal.shows('first');
      expect(await terminal.type('\x03').ends()).to.equal(130);
      expect(terminal.text).to.contain('backup goes on there; carillon cancel backup ends it');
    });
  });

  describe('log', () => {
    const ended = (id: string, kind: string, more: object = {}) => ({
      id,
      job: 'backup',
      at: NOW - MINUTE,
      startedAt: NOW - MINUTE,
      lateMs: 0,
      ms: 80,
      kind,
      attempts: 1,
      ...more,
    });
    const runs: Answers = {
      'get=runs': () => [
        200,
        {
          v: 1,
          runs: [
            ended('r3', 'cancelled', { message: "job 'backup' was cancelled: enough" }),
            ended('r2', 'failed', { message: 'no disk' }),
            ended('r1', 'succeeded', { host: 'web-1:7' }),
          ],
        },
      ],
    };

    it('shows the last runs, oldest first', async () => {
      const { stdout, asked: requests } = await asked(runs, 'log', 'backup', '-n', '2');
      expect(stdout).to.equal(
        '21:13:18 CET  backup succeeded after 80 ms on web-1:7\n21:13:18 CET  backup failed after 80 ms: no disk\n' +
          '21:13:18 CET  backup was cancelled: enough\n',
      );
      expect(requests).to.include('GET /jobs?get=runs&job=backup&limit=2');
      expect(JSON.parse((await asked(runs, 'log', '--json')).stdout).runs).to.have.length(3);
    });

    it('follows what ends with -f, until Ctrl-C, with 130', async () => {
      const events: Answers = {
        'get=events': (_, response) => {
          const last = { id: 'r3', at: NOW, ms: 12, kind: 'succeeded' };
          stream(response, ['hello', {}], ['jobs', [row('digest', { last })]], ['jobs', [row('digest', { last })]]);
          return undefined;
        },
      };
      await using fake = await FakeDashboard.start({ ...READS, ...runs, ...events });
      const terminal = project.terminal(80, ['log', '-f', '--url', fake.url]);
      await terminal.shows('digest succeeded after 12 ms');
      expect(await terminal.type('\x03').ends()).to.equal(130);
      expect(terminal.text.match(/digest succeeded/g)).to.have.length(1);
    });
  });
});
