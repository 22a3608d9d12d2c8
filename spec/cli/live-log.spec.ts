import type { ServerResponse } from 'node:http';
import { expect } from 'chai';
import { askedOf } from './asked-of.js';
import { type Answers, FakeDashboard, MINUTE, NOW, READS, refusal, row, stream } from './fake-dashboard.js';
import { Project } from './project.js';

describe('the log of a running process', () => {
  let project: Project;

  before(() => {
    project = new Project({}, []);
  });
  after(() => project[Symbol.dispose]());

  const asked = (answers: Answers, ...line: readonly string[]) => askedOf(project, answers, line);
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
          ended('r3', 'cancelled', { message: "RunCancelledError: job 'backup' was cancelled: enough" }),
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
    hasEnded = false;
    const documents = (await asked(events, 'log', 'backup', '-f', '--json')).stdout.trim().split('\n');
    const [first, second, end] = documents.map(text => JSON.parse(text) as { run?: string; seq?: number; id?: string });
    expect([first, second].map(document => [document?.run, document?.seq])).to.deep.equal([
      ['r9', 1],
      ['r9', 2],
    ]);
    expect(end?.id).to.equal('r9');
  });

  it('tells with -f each line of a run once, also where the process could not answer for a moment', async () => {
    let asks = 0;
    let live: ServerResponse | undefined;
    const line = (seq: number) => ({ seq, at: NOW, level: 'info', text: `line ${seq}` });
    const events: Answers = {
      'get=runs': () => [200, { v: 1, runs: asks > 1 ? [ended('r9', 'succeeded')] : [] }],
      'get=run': () => {
        asks += 1;
        if (asks === 1) return [200, { v: 1, now: NOW, run: { ...ended('r9', 'running'), lines: [line(1)] } }];
        if (asks > 2) return [200, { v: 1, now: NOW, run: { ...ended('r9', 'succeeded'), lines: [line(1), line(2)] } }];
        stream(live as ServerResponse, ['jobs', [row('backup')]], ['bye', { reason: 'it stops' }]);
        live?.end();
        return [502, 'a proxy'];
      },
      'get=events': (query, response) => {
        if (query.has('run')) return refusal(429, 'streams', 'too many');
        live = response;
        stream(response, ['hello', {}], ['jobs', [row('backup', { state: 'running', run: 'r9' })]]);
        return undefined;
      },
    };
    const { stdout } = await asked(events, 'log', 'backup', '-f');
    expect(stdout.split('\n').map(text => text.replace(/.*CET {2}backup /, ''))).to.deep.equal([
      ...['info  line 1', 'info  line 2', 'succeeded after 80 ms', ''],
    ]);
  });

  it('tells with -f what has ended where too much has changed to be sent', async () => {
    let hasEnded = false;
    const events: Answers = {
      'get=runs': () => [200, { v: 1, runs: hasEnded ? [ended('r9', 'succeeded')] : [] }],
      'get=run': () => [200, { v: 1, now: NOW, run: ended('r9', 'succeeded') }],
      'get=events': (_, response) => {
        hasEnded = true;
        stream(response, ['reset', {}], ['bye', { reason: 'it stops' }]);
        response.end();
        return undefined;
      },
    };
    for (const job of [[], ['backup']]) {
      const { stdout } = await asked(events, 'log', '-f', ...job);
      expect(stdout, job.join()).to.match(/ backup succeeded after 80 ms\n$/);
    }
  });

  it('fails with -f where its stream ends without a word', async () => {
    const events: Answers = {
      'get=events': (_, response) => {
        stream(response, ['hello', {}]);
        response.end();
        return undefined;
      },
    };
    const { stderr, status } = await asked(events, 'log', '-f');
    expect([stderr.split('\n')[0], status]).to.deep.equal([
      'carillon: the stream of events has ended without a word',
      6,
    ]);
  });
});
