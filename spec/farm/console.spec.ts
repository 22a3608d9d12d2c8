import { expect } from 'chai';
import { type Console, localConsole } from '../../lib/console/index.js';
import { dashboard } from '../../lib/dashboard/index.js';
import { pgBoss } from '../../lib/farm/index.js';
import { Registry, type RunContext, Scheduler } from '../../lib/index.js';
import { type Postgres, sharedPostgres } from '../support/farm/postgres.js';
import { sleep, until } from '../support/farm/waiting.js';

const PLACE = { host: 'web-2', pid: 2, version: '0.2.0', node: '22.0.0', tz: '2026b', folder: '/' };

describe('a console over a farm', function () {
  this.timeout(60_000);
  let server: Postgres;
  let worker: Scheduler;
  /** Asks, and runs nothing that is shared: all that its console tells of runs happened on the other. */
  let web: Scheduler;
  let console: Console;
  let isMended = false;
  let ran = 0;

  before(async () => {
    server = await sharedPostgres();
    worker = host();
    web = host({ runs: false });
    worker.start();
    web.start();
    await Promise.all([worker, web].map(scheduler => (scheduler.farm as ReturnType<typeof pgBoss>).ready()));
    console = localConsole(web, PLACE);
    await until(() => ran > 1);
  });
  after(async () => {
    console.close();
    await Promise.all([worker, web].map(scheduler => scheduler.stop({ drain: 200, cancel: 200 })));
  });

  function host(options: Parameters<typeof pgBoss>[1] = {}): Scheduler {
    const registry = new Registry({ zone: 'UTC' });
    registry
      .schedule(() => {
        ran += 1;
        return 'done';
      })
      .withName('good')
      .toRunEvery(1)
      .seconds();
    registry
      .schedule(({ signal, log }: RunContext) => {
        log.info('begun');
        return sleep(30_000, signal);
      })
      .withName('long')
      .toRunEvery(1)
      .days();
    registry
      .schedule(() => {
        if (!isMended) throw new Error('the mail server is busy');
      })
      .withName('send')
      .whenAsked();
    registry
      .schedule(({ attempt, signal }: RunContext) => {
        if (attempt === 1) throw new Error('not yet');
        return sleep(30_000, signal);
      })
      .withName('again')
      .whenAsked()
      .withRetry({ attempts: 2, delay: { milliseconds: 10 } });
    registry
      .schedule(() => 'filed')
      .withName('file')
      .whenAsked();
    registry
      .schedule(() => 'warm')
      .withName('warm')
      .toRunEvery(1)
      .days()
      .onEveryHost();
    const farm = pgBoss(server.url, { name: 'console', release: 'v1', application: 'spec', ...options });
    const scheduler = new Scheduler(registry, { farm, handleSignals: false, logger: silent, name: 'shop' });
    scheduler.on('failed', () => {});
    return scheduler;
  }

  async function row(name: string) {
    const { jobs } = await console.jobs({ sort: 'name', limit: 10 });
    return jobs.find(job => job.name === name);
  }

  it('tells what other hosts ran, and which of them it was', async () => {
    // It runs each second, and may be seen to.
    await eventually(async () => (await row('good'))?.state === 'ok');
    const good = await row('good');
    expect(good?.strip).to.match(/^(s.){2,}$/);
    const detail = await console.job('good');
    const [run] = detail?.runs ?? [];
    expect(run).to.include({ kind: 'succeeded', job: 'good' });
    expect(run?.host).to.match(new RegExp(`:${process.pid}$`));
    expect(detail?.job.stats.succeeded).to.be.above(1);
    expect((await console.run(run?.id ?? ''))?.value).to.equal('done');
    const why = await console.why('good', run?.at ?? 0);
    expect(why).to.include({ verdict: 'ran', run: run?.id });
    const { counts, day, scheduler } = await console.overview();
    expect([counts.jobs, day.runs > 1, scheduler.keeps, console.isFarm]).to.deep.equal([6, true, true, true]);
    const { rows } = await console.timeline({
      from: console.now() - 60_000,
      to: console.now(),
      width: 2_000,
      jobs: ['good'],
    });
    expect(rows[0]?.bars?.length).to.be.above(1);
  });

  it('gives the runs of a job page after page', async () => {
    // In the order in which they ended; of two that one statement has recorded either may be the first.
    const { runs } = await console.runs({ job: 'good', limit: 2 });
    expect(new Set(runs.map(({ at }) => at)).size).to.equal(2);
    const next = await console.runs({ job: 'good', limit: 1, before: runs[0]?.id ?? '' });
    expect(next.runs).to.deep.equal(runs.slice(1));
    expect(await console.runs({ job: 'good', limit: 2, outcome: 'failed' })).to.deep.equal({ runs: [] });
    expect(await console.runs({ job: 'good', limit: 2, before: 'nothing' })).to.deep.equal({ runs: [] });
    // Without a database no run of a host that asks only is known to its own process.
    expect(web.get('good')?.history).to.deep.equal([]);
  });

  it('tells what runs elsewhere, and cancels it', async () => {
    const outcome = worker.get('long')?.trigger();
    await eventually(async () => (await row('long'))?.state === 'running');
    const detail = await console.job('long');
    const [running] = detail?.running ?? [];
    expect(running?.host).to.match(new RegExp(`:${process.pid}$`));
    expect((await console.hosts()).map(({ running: count }) => count)).to.include(1);
    const reply = await console.do({
      do: 'cancel',
      job: 'long',
      run: running?.id ?? '',
      reason: 'a deploy',
      by: 'ana',
    });
    expect(reply).to.deep.equal({ ok: true, run: running?.id });
    expect((await outcome)?.kind).to.equal('cancelled');
    await eventually(async () => (await row('long'))?.last?.kind === 'cancelled');
    expect((await row('long'))?.state).not.to.equal('running');
  });

  it('knows a run of its own process by the same page, with what it has logged', async () => {
    const own = localConsole(worker, { ...PLACE, host: 'web-1' });
    void worker.get('long')?.trigger();
    await eventually(async () => ((await own.job('long'))?.running.length ?? 0) > 0);
    const [running] = (await own.job('long'))?.running ?? [];
    expect((await own.run(running?.id ?? ''))?.lines.map(({ text }) => text)).to.deep.equal(['begun']);
    expect(await own.do({ do: 'cancel', job: 'long', run: running?.id ?? '' })).to.include({ ok: true });
    await eventually(async () => ((await own.job('long'))?.running.length ?? 0) === 0);
    own.close();
  });

  it('knows each attempt of asked work by an id of its own, before and after its end', async () => {
    const asked = await web.enqueue('again');
    await eventually(async () => ((await console.job('again'))?.running[0]?.attempts ?? 0) === 2);
    const [running] = (await console.job('again'))?.running ?? [];
    const run = running?.id ?? '';
    expect(run).to.match(/^[\da-f-]{36}\.\d$/);
    expect(await console.run(run)).to.include({ kind: 'running', job: 'again' });
    expect(await console.do({ do: 'cancel', job: 'again', run })).to.deep.equal({ ok: true, run });
    expect((await asked.outcome()).kind).to.equal('cancelled');
    await eventually(async () => (await console.run(run))?.kind === 'cancelled');
  });

  it('keeps a pause for all hosts, with who, why and until when', async () => {
    const until = console.now() + 3_600_000;
    const reply = await console.do({ do: 'pause', job: 'good', reason: 'INC-2231', by: 'ana', until });
    expect(reply).to.deep.equal({ ok: true });
    expect((await row('good'))?.paused).to.include({ by: 'ana', reason: 'INC-2231', until });
    await eventually(async () => worker.get('good')?.paused?.by === 'ana');
    expect(await console.do({ do: 'resume', job: 'good', by: 'ben' })).to.deep.equal({ ok: true });
    expect((await row('good'))?.paused).to.equal(undefined);
    const acts = await console.activity({ limit: 2 });
    expect(acts.map(({ who, what }) => `${who} ${what}`)).to.deep.equal(['ben resumed', 'ana paused']);
  });

  it('ends a pause by itself, for what is planned and for what is asked for', async () => {
    const until = console.now() + 700;
    for (const job of ['good', 'file']) await console.do({ do: 'pause', job, until });
    const before = ran;
    const asked = await web.enqueue('file');
    expect(await asked.outcome()).to.include({ kind: 'succeeded' });
    expect(console.now()).to.be.at.least(until);
    await eventually(() => Promise.resolve(ran > before + 1));
    expect([worker, web].map(scheduler => scheduler.get('good')?.paused)).to.deep.equal([undefined, undefined]);
  });

  it('counts what is asked of a job, and what has failed for good', async () => {
    const asked = await web.enqueue('send', 1);
    await asked.outcome();
    await web.enqueue('send', 2, { delay: { hours: 1 } });
    const counts = (await console.job('send'))?.asked;
    expect(counts).to.include({ waiting: 1, dead: 1 });
    expect(counts?.oldest).to.be.within(console.now() - 60_000, console.now());
    await eventually(async () => (await row('send'))?.last?.message === 'the mail server is busy');
    expect((await console.job('good'))?.asked).to.equal(undefined);
    isMended = true;
    expect(await console.do({ do: 'redrive', job: 'send', by: 'ana' })).to.deep.equal({ ok: true, count: 1 });
    expect(await asked.outcome()).to.include({ kind: 'succeeded' });
    expect(await console.do({ do: 'redrive', job: 'send' })).to.include({ ok: false, code: 'idle' });
  });

  it('lists the hosts, by a dashboard that finds the farm by itself', async () => {
    const page = dashboard(web, { local: true });
    const reply = await page.fetch(new Request('http://localhost/?get=hosts'), { remoteAddress: '127.0.0.1' });
    const { hosts, isFarm } = (await reply.json()) as { hosts: Record<string, unknown>[]; isFarm: boolean };
    expect(isFarm).to.equal(true);
    expect(hosts).to.have.lengthOf(2);
    for (const { state, pid, version, skewMs } of hosts) {
      expect([state, pid, typeof version]).to.deep.equal(['alive', process.pid, 'string']);
      expect(Math.abs(Number(skewMs))).to.be.below(1_000);
    }
    page.close();
  });
});

const silent = { trace() {}, debug() {}, info() {}, warn() {}, error() {}, fatal() {} };

async function eventually(isSo: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    if (await isSo()) return;
    await sleep(100, new AbortController().signal);
  }
  throw new Error('it has not come about within ten seconds');
}
