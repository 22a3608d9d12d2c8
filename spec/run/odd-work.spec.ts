import { runInNewContext } from 'node:vm';
import { expect } from 'chai';
import { ScheduleError } from '../../lib/errors.js';
import { Job } from '../../lib/job/job.js';
import { VirtualClock } from '../../lib/testing/virtual-clock.js';
import { rigOf } from '../support/scheduler-rig.js';
import { definitionOf } from '../support/schedules.js';
import { revokedProxy, untilAborted } from '../support/work.js';

describe('a reason that has no text', () => {
  for (const [title, reason] of [
    ['an object whose toString is no function', JSON.parse('{"toString":0}')],
    ['an object without a prototype', Object.create(null)],
    ['a symbol', Symbol('why')],
    [
      'one that throws',
      {
        get message() {
          throw new Error('no');
        },
        toString() {
          throw new Error('no text');
        },
      },
    ],
    ['a proxy that was revoked', revokedProxy()],
    [
      'a proxy that does not say what it holds',
      new Proxy(
        {},
        {
          getOwnPropertyDescriptor() {
            throw new Error('no answer');
          },
        },
      ),
    ],
  ] as const) {
    it(`aborts the run all the same, and keeps no stop from resolving: ${title}`, async () => {
      const { scheduler, clock } = rigOf([definitionOf(({ signal }) => untilAborted(signal), { every: 60 })]);
      scheduler.start();
      await clock.advance(10);
      expect(scheduler.get('job')?.cancel(reason)).to.equal(true);
      await clock.advance(10);
      expect(scheduler.get('job')?.lastRun?.outcome.kind).to.equal('cancelled');
      const report = scheduler.stop();
      await clock.advance(10_000);
      expect(await report).to.deep.include({ abandoned: [] });
      expect(JSON.stringify(scheduler.get('job')?.lastRun)).to.include('cancelled');
    });
  }
});

describe('a thenable that calls back twice', () => {
  it('settles its run once, and runs one of the jobs that it gives, within the run', async () => {
    const began: string[] = [];
    class Given extends Job {
      override execute(): void {
        began.push(this.name);
      }
    }
    const twice = {
      // biome-ignore lint/suspicious/noThenProperty: it is what the spec is about
      then(resolve: (value: unknown) => void) {
        resolve(new Given('first'));
        resolve(new Given('second'));
      },
    };
    const { scheduler, clock, outcomes } = rigOf([definitionOf(() => twice, { every: 60 })]);
    scheduler.start();
    await clock.advance(10);
    expect(began).to.deep.equal(['first']);
    expect(outcomes).to.deep.equal(['0 succeeded']);
  });
});

describe('work that only gives what would do it', () => {
  class Digest extends Job {
    override execute(): void {}
  }
  async function* pages() {
    yield 'a page';
  }
  for (const [title, work] of [
    ['a generator', () => pages()],
    ['a promise of one', async () => pages()],
    ['one of another realm', runInNewContext('() => (function* () {})()')],
    ['the class of a job', () => Digest],
    ['a list of promises, which reject', () => [1, 2].map(async n => Promise.reject(new Error(`${n} was not sent`)))],
    ['a list of a value, and promises behind it', () => ['sent', Promise.resolve()]],
    ['a list of jobs', () => [new Digest('x'), new Digest('y')]],
    ['a promise of a list of their classes', async () => [Digest]],
    [
      'a function that gives a job that gives one',
      () =>
        new (class extends Digest {
          override execute = pages;
        })('x'),
    ],
  ] as const) {
    it(`fails, since nothing was done: ${title}`, async () => {
      const chained = { ...definitionOf(work, { name: 'chained', every: 60 }), andThen: [() => 'done'] };
      const { scheduler, clock, outcomes, records } = rigOf([definitionOf(work, { every: 60 }), chained]);
      scheduler.start();
      await clock.advance(10);
      expect(outcomes).to.deep.equal(['0 failed', '0 failed']);
      for (const { error } of records) expect(error).to.be.instanceOf(ScheduleError);
    });
  }

  it('fails in the background, too', async () => {
    const { scheduler } = rigOf([]);
    for (const work of [() => pages(), () => new Digest('x'), async () => [new Digest('x')]])
      expect(await scheduler.background.run(work)).to.have.property('kind', 'failed');
  });

  it('succeeds with what can be iterated over and holds what was done', async () => {
    const proxy = new Proxy(
      {},
      {
        get: (_, key) => {
          if (key === Symbol.toStringTag) throw new Error('no tag');
        },
      },
    );
    for (const value of [[1], new Map(), { async *[Symbol.asyncIterator]() {} }, pages, proxy]) {
      const { scheduler, clock, outcomes } = rigOf([definitionOf(() => value, { every: 60 })]);
      scheduler.start();
      await clock.advance(10);
      expect(outcomes).to.deep.equal(['0 succeeded']);
    }
  });
});

describe('a listener of a run’s signal', () => {
  it('that throws is reported, and takes neither the run nor the process along', async () => {
    const clock = new VirtualClock();
    const { scheduler, printed } = rigOf(
      [
        definitionOf(
          async ({ signal, stopping }) => {
            for (const one of [signal, stopping]) {
              // As who cleans up what he never put on.
              one.removeEventListener('abort', undefined as never);
              one.addEventListener('abort', () => {
                throw new Error('from an abort listener');
              });
              one.onabort = () => {
                throw new Error('from onabort');
              };
            }
            await untilAborted(signal);
          },
          { every: 60, timeoutMs: 100 },
        ),
      ],
      { clock },
    );
    scheduler.start();
    await clock.advance(200);
    expect(scheduler.get('job')?.lastRun?.outcome.kind).to.equal('timedOut');
    expect(printed.join('\n')).to.include('from an abort listener').and.to.include('from onabort');
  });
});
