import type { ServerResponse } from 'node:http';
import { expect } from 'chai';
import { askedOf } from './asked-of.js';
import { type Answers, FakeDashboard, MINUTE, NOW, READS, refusal, row, stream } from './fake-dashboard.js';
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
      const { stdout, asked: requests } = await asked(runs, 'log', 'backup');
      expect(stdout).to.equal(
        '21:13:18 CET  backup succeeded after 80 ms on web-1:7\n21:13:18 CET  backup failed after 80 ms: no disk\n' +
          '21:13:18 CET  backup was cancelled: enough\n',
      );
      expect(requests).to.include('GET /jobs?get=runs&job=backup&limit=50');
      expect((await asked(runs, 'log', '-n', '1')).stdout).to.equal('21:13:18 CET  backup was cancelled: enough\n');
      expect(JSON.parse((await asked(runs, 'log', '--json')).stdout).runs).to.have.length(3);
    });

    it('follows each run that ends with -f, also several at once, until Ctrl-C, with 130', async () => {
      // Newest first, over more pages than one: two events tell of 120 runs.
      const all = Array.from({ length: 130 }, (_, i) => ended(`r${i}`, 'failed', { message: `no. ${i}`, attempts: 2 }));
      let told = 5;
      let live: ServerResponse | undefined;
      const events: Answers = {
        'get=runs': query => {
          // Between the events a farm whose database is away can't answer.
          if (told === 10 && live !== undefined) {
            told = 11;
            stream(live, ['jobs', [row('backup')]]);
            return refusal(503, 'failed', 'this could not be answered');
          }
          const newest = all.slice(0, told).reverse();
          const from = newest.findIndex(({ id }) => id === query.get('before')) + 1;
          const page = newest.slice(from, from + Number(query.get('limit')));
          const after = from + page.length < newest.length ? { after: page.at(-1)?.id } : {};
          if (told === 11 && live !== undefined) {
            told = 130;
            stream(live, ['jobs', [row('backup')]], ['jobs', [row('backup')]]);
          }
          return [200, { v: 1, runs: page, ...after }];
        },
        'get=events': (_, response) => {
          told = 10;
          live = response;
          stream(response, ['hello', {}]);
          return undefined;
        },
      };
      await using fake = await FakeDashboard.start({ ...READS, ...events });
      const terminal = project.terminal(80, ['log', '-f', '-n', '2', '--url', fake.url]);
      await terminal.shows('no. 129');
      expect(await terminal.type('\x03').ends()).to.equal(130);
      const shown = [...terminal.text.matchAll(/failed after 2 attempts: no\. (\d+)\n/g)].map(([, n]) => Number(n));
      expect(shown).to.deep.equal(Array.from({ length: 127 }, (_, i) => i + 3));
    });

    it('tells with -f what each run of a job logs before it tells how it ended', async () => {
      let hasEnded = false;
      const line = (seq: number) => ({ seq, at: NOW, level: 'info', text: `line ${seq}` });
      const events: Answers = {
        'get=runs': () => [200, { v: 1, runs: hasEnded ? [ended('r9', 'succeeded')] : [] }],
        'get=run': () => [200, { v: 1, now: NOW, run: { ...ended('r9', 'succeeded'), lines: [line(1), line(2)] } }],
        'get=events': (_, response) => {
          hasEnded = true;
          stream(response, ['hello', {}], ['jobs', [row('backup')]], ['bye', { reason: 'it stops' }]);
          response.end();
          return undefined;
        },
      };
      const { stdout, stderr, status } = await asked(events, 'log', 'backup', '-f');
      expect(stdout.split('\n').map(text => text.replace(/.*CET {2}backup /, ''))).to.deep.equal([
        ...['info  line 1', 'info  line 2', 'succeeded after 80 ms', ''],
      ]);
      expect([stderr, status]).to.deep.equal(['the process ends the stream: it stops\n', 0]);
    });
  });
});
