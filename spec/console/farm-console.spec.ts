import { expect } from 'chai';
import { FarmConsole } from '../../lib/console/farm/farm-console.js';
import { FarmSubject } from '../../lib/console/farm/farm-subject.js';
import type { Watched } from '../../lib/console/farm/farm-watch.js';
import { LocalConsole } from '../../lib/console/local/local-console.js';
import { type AnyEvent, Registry, type RunRecordJson, Scheduler } from '../../lib/index.js';
import type { FarmEvent, Survey } from '../../lib/kit.js';
import { VirtualClock } from '../../lib/testing/virtual-clock.js';
import { BEGIN, PLACE } from '../support/console/console-world.js';

const NOTHING: Survey = { atMs: BEGIN, hosts: [], runs: [], ended: [] };

describe('a console over a farm that can be asked', () => {
  let survey: () => Promise<Survey>;
  let tell: (event: FarmEvent) => void;
  let listenedTo: string[];
  let console: FarmConsole;
  let scheduler: Scheduler;

  beforeEach(() => {
    survey = () => Promise.resolve(NOTHING);
    const registry = new Registry({ zone: 'UTC' });
    registry
      .schedule(() => {})
      .withName('job')
      .toRunEvery(10)
      .minutes();
    registry
      .schedule(() => {})
      .withName('warm')
      .toRunEvery(10)
      .minutes()
      .onEveryHost();
    scheduler = new Scheduler(registry, { clock: new VirtualClock(BEGIN), handleSignals: false }).start();
    const heard: ((told: AnyEvent) => void)[] = [];
    const on = scheduler.on.bind(scheduler);
    listenedTo = [];
    scheduler.on = ((name: 'any', listener: (told: AnyEvent) => void) => {
      listenedTo.push(name);
      if (name === 'any') heard.push(listener);
      return on(name, listener);
    }) as typeof scheduler.on;
    const farm: Watched = {
      redriveAll: () => Promise.reject(new Error('away')),
      survey: () => survey(),
      history: () => Promise.reject(new Error('away')),
      recordOf: () => Promise.reject(new Error('away')),
      askedOf: () => Promise.reject(new Error('away')),
    };
    const subject = new FarmSubject(scheduler, farm);
    tell = event => {
      for (const listener of heard) listener({ name: 'farm', event, seq: 1, at: BEGIN });
    };
    console = new FarmConsole(new LocalConsole(subject, PLACE, 'e1'), subject.beyond);
  });
  afterEach(async () => {
    console.close();
    await scheduler.stop();
  });

  it('tells what ended on other hosts once, whatever order it comes in, and of which jobs that is news', async () => {
    const ended = [record('b', 20), record('a', 10), record('b', 20)];
    survey = () => Promise.resolve({ ...NOTHING, ended });
    const rev = console.revision();
    const [row] = (await console.jobs({ sort: 'name', limit: 10 })).jobs;
    expect(row?.strip).to.equal('s6f6');
    expect(row).to.include({ state: 'failing', streak: 1 });
    expect([...(console.changed(rev) ?? [])]).to.deep.equal(['job']);
    const { day } = await console.overview();
    expect(day).to.deep.include({ runs: 2, failed: 1 });
    // What each host counts for a monitor is its own.
    const [numbers] = console.metrics();
    expect(numbers?.outcomes).to.include({ succeeded: 0, failed: 0 });
    expect(numbers?.durations.sumMs).to.equal(0);
  });

  it('shows a job that is added again under its name as it is now, and does to it what is asked', async () => {
    scheduler.get('job')?.remove();
    scheduler.add(
      () => {},
      s => s.withName('job').toRunEvery(3).hours(),
    );
    const [row] = (await console.jobs({ sort: 'name', limit: 1 })).jobs;
    expect(row).to.include({ name: 'job', words: 'every 3 hours', state: 'never' });
    expect(await console.do({ do: 'pause', job: 'job' })).to.deep.equal({ ok: true });
    expect(scheduler.get('job')?.paused).not.to.equal(undefined);
  });

  it('says of an instant that it was missed, or left out, only where the schedule names it', async () => {
    const spans = [
      { ...unrun('m', 0), outcome: { kind: 'missed', count: 3, ...span(0, 20) } },
      { ...unrun('k', 30), outcome: { kind: 'skipped', reason: 'paused', detail: 'tired', count: 2, ...span(30, 40) } },
    ] as const;
    survey = () => Promise.resolve({ ...NOTHING, ended: spans });
    const codes: string[] = [];
    for (const minute of [0, 5, 10, 20, 21, 35, 40]) codes.push((await console.why('job', instant(minute))).code);
    expect(codes).to.deep.equal([
      'missed',
      'noOccurrence',
      'missed',
      'missed',
      'noOccurrence',
      'noOccurrence',
      'paused',
    ]);
  });

  it('counts what was lost', async () => {
    const outcome = { kind: 'lost', detail: 'its host went away' } as const;
    survey = () => Promise.resolve({ ...NOTHING, ended: [{ ...unrun('x', 0), outcome }] });
    expect((await console.job('job'))?.job.stats).to.include({ lost: 1, failed: 0 });
  });

  it('tells of a run on another host while that lasts, and of who runs what', async () => {
    const host = { name: 'web-2:7', pid: 7, version: '0.2.0', joinedMs: 1, isStopping: false, skewMs: -12 };
    const hosts = [0, 30_000, 90_000].map(agoMs => ({ ...host, seenMs: BEGIN - agoMs }));
    const run = { ...record('c', 0), host: 'web-2:7', startedAtMs: BEGIN - 500 };
    survey = () => Promise.resolve({ ...NOTHING, hosts, runs: [run] });
    expect((await console.jobs({ sort: 'name', limit: 1 })).jobs[0]).to.include({ state: 'running', run: 'c' });
    const shown = await console.hosts();
    expect(shown.map(({ state }) => state)).to.deep.equal(['alive', 'silent', 'gone']);
    expect(shown[0]).to.include({ name: 'web-2', pid: 7, running: 1, skewMs: -12, heartbeat: BEGIN });
    expect((await console.hosts(name => name !== 'job'))[0]).to.include({ running: 0 });
  });

  it('does not hear of the farm in the place of the application, which would then be told nothing', () => {
    expect(listenedTo).to.include('any').and.not.include('farm');
  });

  it('tells what it knows while the farm is away, and that it is', async () => {
    survey = () => Promise.resolve({ ...NOTHING, ended: [record('a', 10)] });
    await console.jobs({ sort: 'name', limit: 1 });
    survey = () => Promise.reject(new Error('away'));
    await console.do({ do: 'skip', job: 'warm' });
    expect((await console.job('job'))?.runs.map(({ id }) => id)).to.deep.equal(['a']);
    expect(await console.run('nothing')).to.equal(undefined);
    expect(await console.do({ do: 'redrive', job: 'job' })).to.include({ ok: false, code: 'away' });
    tell({ kind: 'away', text: 'the database is away', key: undefined, error: new Error('refused') });
    expect((await console.problems()).map(({ code, level, cause }) => [code, level, cause])).to.deep.equal([
      ['farm', 'bad', 'refused'],
    ]);
    tell({ kind: 'back', text: 'it is back', key: undefined, error: undefined });
    tell({ kind: 'problem', text: 'the clock of this host is off', key: undefined, error: undefined });
    expect((await console.problems()).map(({ level, title }) => [level, title])).to.deep.equal([
      ['warn', 'the clock of this host is off'],
    ]);
  });
});

/** So many minutes after an hour before. */
function instant(minute: number): number {
  return BEGIN - 3_600_000 + minute * 60_000;
}

function span(first: number, last: number) {
  return { first: new Date(instant(first)).toISOString(), last: new Date(instant(last)).toISOString() };
}

/** What was not run, from an instant on. */
function unrun(runId: string, minute: number): RunRecordJson {
  const { startedAtMs: _, durationMs: __, ...rest } = record(runId, minute);
  return rest;
}

/** A run on another host: of those with an even number of minutes the first fails. */
function record(runId: string, minute: number): RunRecordJson {
  const atMs = instant(minute);
  const isGood = runId === 'a';
  return {
    jobName: 'job',
    runId,
    key: `job@${runId}`,
    trigger: 'schedule',
    occurrence: '',
    occurrenceMs: atMs,
    startedAtMs: atMs,
    lateMs: 0,
    attempts: 1,
    lines: [],
    settledAt: '',
    settledAtMs: atMs + 60,
    durationMs: 60,
    outcome: isGood ? { kind: 'succeeded' } : { kind: 'failed', error: { name: 'Error', message: 'no' } },
  };
}
