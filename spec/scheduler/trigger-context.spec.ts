import { AsyncLocalStorage } from 'node:async_hooks';
import { expect } from 'chai';
import type { RunContext } from '../../lib/job/context.js';
import { Job, makeByConstructor } from '../../lib/job/job.js';
import { rigOf } from '../support/scheduler-rig.js';
import { definitionOf } from '../support/schedules.js';

describe('a run that is triggered by hand', () => {
  it('is told to listeners and hooks outside of the async context of who triggered it', async () => {
    const request = new AsyncLocalStorage<string>();
    const seen: unknown[] = [];
    const hooks = [{ after: () => seen.push(request.getStore()) }];
    const { scheduler } = rigOf([definitionOf(() => seen.push(request.getStore()), { every: 60, hooks })]);
    scheduler.on('started', () => seen.push(request.getStore()));
    scheduler.on('succeeded', () => seen.push(request.getStore()));
    scheduler.start();
    const outcome = await request.run('a request', () => scheduler.get('job')?.trigger());
    expect(outcome?.kind).to.equal('succeeded');
    expect(seen).to.deep.equal([undefined, undefined, undefined, undefined]);
    await scheduler.stop();
  });

  it('needs no start: nothing else runs, but its attempts and its timeout are its own', async () => {
    let attempts = 0;
    const work = ({ signal }: RunContext) => {
      attempts += 1;
      if (attempts === 1) throw new Error('once more');
      return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
    };
    const retry = { attempts: 2, delayMs: 10, factor: 1, maxDelayMs: 10, jitter: 0, attemptTimeoutMs: undefined };
    const { clock, scheduler, outcomes } = rigOf([definitionOf(work, { every: 1, retry, timeoutMs: 5000 })]);
    const outcome = scheduler.get('job')?.trigger();
    await clock.advance(6000);
    expect((await outcome)?.kind).to.equal('timedOut');
    expect([scheduler.state, attempts, outcomes.length]).to.deep.equal(['new', 2, 1]);
    await scheduler.stop();
  });

  it('is for the moment of the call, and late by what they take who are told of it before it begins', async () => {
    for (const event of ['triggered', 'resumed'] as const) {
      const { clock, scheduler, records } = rigOf([definitionOf(() => {}, { every: 60 })]);
      scheduler.start();
      const job = scheduler.get('job');
      // The clock is past its end before the alarm of that has rung.
      job?.pause('by chance', { until: clock.now() + 500 });
      clock.jump({ seconds: 2 });
      const calledMs = clock.now();
      const blocked: Promise<void>[] = [];
      scheduler.once(event, () => void blocked.push(clock.block(4000)));
      void job?.trigger();
      await Promise.all(blocked);
      await clock.advance(10);
      const run = records.find(({ trigger }) => trigger === 'manual');
      expect([run?.occurrenceMs, run?.lateMs], event).to.deep.equal([calledMs, 4000]);
    }
  });

  it('may give a value that refuses to say what it is', async () => {
    const secretive = new Proxy(
      {},
      {
        getPrototypeOf() {
          throw new Error('none of your business');
        },
      },
    );
    const { scheduler } = rigOf([definitionOf(async () => secretive, { every: 60 })]);
    scheduler.start();
    expect((await scheduler.get('job')?.trigger())?.kind).to.equal('succeeded');
    await scheduler.stop();
  });

  it('knows no store of the run, the listener or the job factory in whose wake it begins', async () => {
    const request = new AsyncLocalStorage<string>();
    const seen: Record<string, unknown> = {};
    const note = (what: string) => {
      seen[what] = request.getStore() ?? 'nothing';
    };
    const talking = ({ log }: RunContext) =>
      request.run('a user', async () => {
        await Promise.resolve();
        log.info('a line');
      });
    class Made extends Job {
      execute(): void {
        trigger('by what was made');
      }
    }
    const noting = (name: string) => definitionOf(() => note(name), { every: 3600, hasGrid: false, name });
    const { clock, scheduler } = rigOf(
      [
        definitionOf(talking, { name: 'talking' }),
        definitionOf(Made, { name: 'made' }),
        ...['by a line', 'by its start', 'by what was made'].map(noting),
      ],
      {
        jobFactory(jobClass) {
          request.enterWith('a tenant');
          return makeByConstructor(jobClass);
        },
      },
    );
    const trigger = (name: string) => void scheduler.get(name)?.trigger();
    scheduler.on('logged', () => {
      note('the listener of the line');
      trigger('by a line');
    });
    scheduler.on('started', ({ jobName }) => {
      note(`the listener of the start of ${jobName}`);
      if (jobName === 'by a line') trigger('by its start');
    });
    scheduler.start();
    await clock.advance(500);
    expect(Object.keys(seen)).to.include.members(['by a line', 'by its start', 'by what was made']);
    expect(new Set(Object.values(seen))).to.deep.equal(new Set(['nothing']));
    await scheduler.stop();
  });
});
