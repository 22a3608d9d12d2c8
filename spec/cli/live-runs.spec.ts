import { expect } from 'chai';
import { askedOf } from './asked-of.js';
import { type Answers, FakeDashboard, NOW, READS, row, stream } from './fake-dashboard.js';
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
      run: { id: 'r9', job: 'backup', at: NOW, lateMs: 0, attempts: 1, trigger: 'manual', ...more },
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

    // A farm answers without a run: it may begin on any host, beside runs that nobody asked for.
    for (const [when, running, since] of [
      ['while it runs', 'r9', []],
      ['where it has ended already', undefined, ['r9']],
    ] as const) {
      it(`finds the run that it asked a farm for, ${when}`, async () => {
        let hasAsked = false;
        const inProgress = ['r1', 'r7', running];
        const by = (id: string) => (id === 'r9' || id === 'r1' ? 'manual' : 'schedule');
        const of = (ids: readonly string[]) =>
          ids.map(id => ({ ...run({}).run, id, kind: 'succeeded', trigger: by(id) }));
        const outcome = await asked(
          {
            'do=run': () => {
              hasAsked = true;
              return [202, { v: 1, ok: true, job: row('backup') }];
            },
            'get=job': () => {
              const id = inProgress.length > 1 ? inProgress.shift() : running;
              return [200, { v: 1, now: NOW, job: row('backup', id === undefined ? {} : { run: id }) }];
            },
            'get=runs': () => [200, { v: 1, runs: of(hasAsked ? [...since, 'r8', 'r1', 'r0'] : ['r0']) }],
            'get=run': query => {
              const id = query.get('run') ?? '';
              return [200, run({ id, trigger: by(id), kind: 'failed', ms: 80, message: `of ${id}` })];
            },
          },
          ...['trigger', 'backup', '--json'],
        );
        expect([JSON.parse(outcome.stdout).run.id, outcome.status]).to.deep.equal(['r9', 1]);
      });
    }

    it('ends with 130 after Ctrl-C and says that the run goes on', async () => {
      await using fake = await FakeDashboard.start({
        ...READS,
        ...begun,
        'get=run': () => [200, run({ kind: 'running', lines: [line(1, 'first')] })],
      });
      const terminal = project.terminal(80, ['trigger', 'backup', '--url', fake.url]);
      await terminal.shows('first');
      expect(await terminal.type('\x03').ends()).to.equal(130);
      expect(terminal.text).to.contain('backup goes on there; carillon cancel backup ends it');
    });

    it('does not say so after a Ctrl-C before there was an answer', async () => {
      let hasAsked: () => void = () => {};
      const asking = new Promise<void>(resolve => {
        hasAsked = resolve;
      });
      await using fake = await FakeDashboard.start({ ...READS, 'do=run': () => void hasAsked() });
      const terminal = project.terminal(80, ['trigger', 'backup', '--url', fake.url]);
      await asking;
      expect(await terminal.type('\x03').ends()).to.equal(130);
      expect(terminal.text).to.contain(
        'backup may have been begun there, and then goes on; carillon cancel backup ends it',
      );
    });
  });
});
