import { inspect } from 'node:util';
import { expect } from 'chai';
import { RunTimeoutError } from '../../lib/errors.js';
import type { RunContext } from '../../lib/job/context.js';
import { VirtualClock } from '../../lib/testing/virtual-clock.js';
import { rigOf } from '../support/scheduler-rig.js';
import { definitionOf } from '../support/schedules.js';
import { taking } from '../support/work.js';

describe('the context of a run', () => {
  it('tells what the run is for, and keeps what is logged and how far it is', async () => {
    const seen: unknown[] = [];
    const lines: unknown[] = [];
    const log = (_: object, message: string) => void lines.push(message);
    const { clock, scheduler, records } = rigOf(
      [
        definitionOf(
          context => {
            const { jobName, key, occurrence, lateBy, attempt, trigger } = context;
            seen.push(jobName, key, occurrence.toISO(), lateBy.toMillis(), attempt, trigger);
            context.log.info('hello', { to: 'you' });
            context.progress(1, 2, 'half');
            return 'value';
          },
          { every: 1, unit: 'hours', zone: 'Asia/Kathmandu' },
        ),
      ],
      { logger: { debug: log, info: log, warn: log, error: log } },
    );
    const progressed: unknown[] = [];
    scheduler.on('progressed', ({ progress }) => void progressed.push(progress));
    scheduler.start();
    await clock.advance(3_600_000);
    expect(seen).to.deep.equal([
      'job',
      'job@2026-01-01T00:15:00.000Z',
      '2026-01-01T06:00:00.000+05:45',
      0,
      1,
      'schedule',
    ]);
    expect(records[0]?.lines).to.deep.equal([
      { level: 'info', message: 'hello', data: { to: 'you' }, atMs: records[0]?.startedAtMs },
    ]);
    expect(records[0]?.progress).to.deep.equal({ done: 1, total: 2, message: 'half' });
    expect(progressed).to.have.length(1);
    expect(lines).to.deep.equal(['hello']);
    expect(records[0]?.outcome).to.deep.equal({ kind: 'succeeded', value: 'value' });
  });

  it('is shown as what a job sees, by console.log and as JSON', async () => {
    const shown: unknown[] = [];
    const { scheduler } = rigOf([
      definitionOf(context => void shown.push(JSON.parse(JSON.stringify(context)), inspect(context))),
    ]);
    await scheduler
      .start()
      .get('job')
      ?.trigger(new Map([['order', 42n]]));
    const [json, text] = shown as [{ readonly runId: string }, string];
    expect(json).to.deep.equal({
      jobName: 'job',
      occurrence: '2026-01-01T00:00:00.000Z',
      lateBy: 'PT0S',
      attempt: 1,
      trigger: 'manual',
      key: `job@2026-01-01T00:00:00.000Z#${json.runId}`,
      runId: json.runId,
      data: { order: '42n' },
      redelivered: 0,
    });
    expect(text).to.include("jobName: 'job'").and.to.include('signal: AbortSignal').and.not.to.include('host');
  });

  it('keeps the first 50 lines and the last 50, and how many lie between', async () => {
    const { scheduler, clock, records } = rigOf(
      [0, 50, 51, 99, 100, 101, 149, 233].map(count =>
        definitionOf(({ log }) => Array.from({ length: count }, (_, index) => log.info(`${index}`)).at(-1), {
          name: `${count}`,
        }),
      ),
    );
    scheduler.start();
    await clock.advance(10);
    expect(records).to.have.length(8);
    for (const { jobName, lines, droppedLines } of records) {
      const all = Array.from({ length: Number(jobName) }, (_, index) => `${index}`);
      const kept = all.length <= 100 ? all : [...all.slice(0, 50), ...all.slice(-50)];
      expect(lines.map(({ message }) => message)).to.deep.equal(kept);
      expect(droppedLines).to.equal(all.length - kept.length);
    }
  });

  it('is kept of earlier runs, too: their lines, how far they were, who asked and what was tried', async () => {
    const work = ({ attempt, progress, log }: RunContext) => {
      log.info(`attempt ${attempt}`);
      progress(attempt, 2);
      if (attempt === 1) throw new TypeError('no row');
    };
    const retry = { attempts: 2, delayMs: 1, factor: 1, maxDelayMs: undefined, jitter: 0, attemptTimeoutMs: undefined };
    const { scheduler, clock } = rigOf([definitionOf(work, { every: 60, retry })]);
    scheduler.start();
    const job = scheduler.get('job');
    await clock.advance(10);
    for (const by of ['ana', 'kim']) {
      void job?.trigger(undefined, { by });
      await clock.advance(10);
    }
    const kept = job?.history.map(record => record.toJSON()) ?? [];
    expect(kept.map(({ by }) => by)).to.deep.equal([undefined, 'ana', 'kim']);
    for (const { lines, progress, retriedErrors } of kept) {
      expect(lines.map(({ message }) => message)).to.deep.equal(['attempt 1', 'attempt 2']);
      expect(progress).to.deep.equal({ done: 2, total: 2 });
      expect(retriedErrors?.map(({ name, message }) => `${name}: ${message}`)).to.deep.equal(['TypeError: no row']);
    }
  });

  it('takes no number that JSON does not know for how far it is', async () => {
    const { clock, scheduler } = rigOf([
      definitionOf(({ progress }) => {
        progress(0 / 0, Infinity);
        progress('5' as never, 10n as never);
      }),
    ]);
    const told: unknown[] = [];
    scheduler.on('progressed', ({ progress }) => void told.push(JSON.parse(JSON.stringify(progress))));
    scheduler.start();
    await clock.advance(1);
    expect(told).to.deep.equal([{ done: 0 }, { done: 0, total: 10 }]);
  });

  it('gives a signal that is aborted already to who asks late', async () => {
    const clock = new VirtualClock();
    let reason: unknown;
    const work = async (context: RunContext) => {
      await taking(clock, 500)();
      reason = context.signal.reason;
    };
    const { scheduler } = rigOf([definitionOf(work, { timeoutMs: 100 })], { clock });
    scheduler.start();
    await clock.advance(600);
    expect(reason).to.be.instanceOf(RunTimeoutError);
  });

  it('gives a signal whose listeners come off as those of any other', async () => {
    const heard: string[] = [];
    const { clock, scheduler } = rigOf([definitionOf(({ signal }) => putOnAndOff(signal, heard))]);
    scheduler.start();
    await clock.advance(1);
    scheduler.get('job')?.cancel();
    expect(heard).to.deep.equal(heardOfPlainSignal());
  });
});

/** Puts listeners on in each way, and takes some of them off. */
function putOnAndOff(signal: AbortSignal, heard: string[]): Promise<void> {
  const hear = (name: string) => () => void heard.push(name);
  const [both, other, objects] = [hear('both'), hear('other'), { handleEvent: hear('object') }];
  const [late, early] = [new AbortController(), new AbortController()];
  signal.addEventListener('abort', both);
  signal.onabort = both;
  signal.addEventListener('abort', hear('signalled'), { signal: early.signal });
  signal.addEventListener('abort', hear('still there'), { signal: late.signal });
  signal.addEventListener('abort', objects, { once: true });
  early.abort();
  heard.push(`onabort is the listener: ${signal.onabort === both}`);
  signal.onabort = other;
  signal.addEventListener('abort', other);
  signal.removeEventListener('abort', other);
  return new Promise(() => {});
}

function heardOfPlainSignal(): readonly string[] {
  const heard: string[] = [];
  const controller = new AbortController();
  void putOnAndOff(controller.signal, heard);
  controller.abort();
  return heard;
}
