import { expect } from 'chai';
import { InvalidTimeError, RunTimeoutError, ScheduleError } from '../../lib/errors.js';
import type { RunContext } from '../../lib/job/context.js';
import { Job, type JobOptions } from '../../lib/job/job.js';
import { Registry } from '../../lib/registry/registry.js';
import { VirtualClock } from '../../lib/testing/virtual-clock.js';
import { rigOf } from '../support/scheduler-rig.js';
import { definitionOf } from '../support/schedules.js';
import { taking } from '../support/work.js';

class Slow extends Job {
  constructor() {
    super('slow', { timeout: { seconds: 3 } });
  }

  async execute({ signal }: RunContext): Promise<void> {
    await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
  }
}

describe('a job that is made for its run', () => {
  const ways = {
    'of a class': Slow,
    'of a function that returns it': () => new Slow(),
    'of a function that promises it': async () => new Slow(),
  };

  for (const [way, work] of Object.entries(ways)) {
    it(`${way}, is aborted by the timeout of its own`, async () => {
      const { clock, scheduler, outcomes, records } = rigOf([definitionOf(work, { every: 60, name: 'slow' })]);
      scheduler.start();
      await clock.advance({ seconds: 4 });
      expect(outcomes).to.deep.equal(['0 timedOut']);
      expect(records[0]?.duration?.toMillis()).to.equal(3000);
      expect(records[0]?.error).to.be.an.instanceOf(RunTimeoutError).with.property('timeoutMs', 3000);
      await scheduler.stop();
    });

    it(`${way}, yields to the timeout that the words say`, async () => {
      const { clock, scheduler, records } = rigOf([definitionOf(work, { every: 60, name: 'slow', timeoutMs: 5000 })]);
      scheduler.start();
      await clock.advance({ seconds: 6 });
      expect(records[0]?.duration?.toMillis()).to.equal(5000);
      await scheduler.stop();
    });
  }
});

describe('a job that follows another in its run', () => {
  const ways = { 'as it was made': new Slow(), 'as a class': Slow, 'of a function that returns it': () => new Slow() };
  for (const [way, next] of Object.entries(ways)) {
    it(`${way}, is aborted by the timeout of its own, counted from when it begins`, async () => {
      const clock = new VirtualClock();
      const first = taking(clock, 2000);
      const { scheduler, records } = rigOf([definitionOf(first, { every: 60, andThen: [next] })], { clock });
      scheduler.start();
      await clock.advance(6000);
      expect(records[0]?.outcome.kind).to.equal('timedOut');
      expect(records[0]?.duration?.toMillis()).to.equal(5000);
      await scheduler.stop();
    });
  }
});

describe('a job that has nothing to do', () => {
  // @ts-expect-error: JavaScript lets anyone write it.
  class Misnamed extends Job {
    constructor() {
      super('misnamed');
    }

    run(): void {}
  }

  for (const [what, work] of Object.entries({ class: Misnamed, function: () => new Misnamed() })) {
    it(`fails its run, made by a ${what}, with what is missing`, async () => {
      const { clock, scheduler, records } = rigOf([definitionOf(work, { every: 60 })]);
      scheduler.start();
      await clock.advance(0);
      expect(records[0]?.error)
        .to.be.instanceOf(ScheduleError)
        .with.property(
          'message',
          "job 'misnamed' has no execute: let its class do the work in execute({ signal }) { … }",
        );
      await scheduler.stop();
    });
  }
});

describe('a job that comes to be after its run was aborted', () => {
  for (const [what, hooks] of Object.entries({ alone: [], 'with hooks': [{ before: () => {} }] })) {
    it(`is not begun: ${what}`, async () => {
      let runs = 0;
      class Late extends Job {
        execute(): void {
          runs += 1;
        }
      }
      const clock = new VirtualClock();
      const work = async () => {
        await taking(clock, 2000)();
        return new Late();
      };
      const words = { every: 60, hooks, timeoutMs: 1000, abandonAfterMs: 500 };
      const { scheduler, outcomes } = rigOf([definitionOf(work, words)], { clock });
      scheduler.start();
      await clock.advance(3000);
      expect(outcomes).to.deep.equal(['0 abandoned']);
      expect(runs).to.equal(0);
      await scheduler.stop();
    });
  }
});

describe('a job that a job gives', () => {
  class Other extends Job {
    runs = 0;
    constructor() {
      super('other');
    }

    execute(): void {
      this.runs += 1;
    }
  }

  for (const [what, hooks] of Object.entries({ alone: [], 'with hooks': [{ before: () => {} }] })) {
    it(`is what its run came to, and is not run: ${what}`, async () => {
      const other = new Other();
      class Giver extends Other {
        override execute(): Other {
          return other;
        }
      }
      const { clock, scheduler, records } = rigOf([definitionOf(() => new Giver(), { every: 60, hooks })]);
      scheduler.start();
      await clock.advance(0);
      expect(records[0]?.outcome).to.deep.equal({ kind: 'succeeded', value: other });
      expect(other.runs).to.equal(0);
      await scheduler.stop();
    });
  }
});

describe('the context of a run', () => {
  it('can be taken apart', async () => {
    const seen: unknown[] = [];
    const work = ({ progress, log, signal, stopping, key, attempt }: RunContext) => {
      progress(1, 2, 'half');
      log.info('so far');
      seen.push(signal.aborted, stopping.aborted, key, attempt);
    };
    const { clock, scheduler, records } = rigOf([definitionOf(work, { every: 60, name: 'taken' })]);
    scheduler.start();
    await clock.advance(0);
    expect(records[0]?.progress).to.deep.equal({ done: 1, total: 2, message: 'half' });
    expect(records[0]?.lines.map(line => line.message)).to.deep.equal(['so far']);
    expect(seen).to.deep.equal([false, false, 'taken@2026-01-01T00:00:00.000Z', 1]);
    await scheduler.stop();
  });
});

describe('a Job', () => {
  class Untold extends Job {
    execute(): void {}
  }

  it('takes a name first', () => {
    for (const name of ['', 5, null, Symbol('job')]) {
      expect(() => new Untold(name as string)).to.throw(ScheduleError, 'a job takes its name first');
    }
  });

  it('refuses options that it does not know', () => {
    const made = (options: unknown) => () => new Untold('poll', options as JobOptions);
    expect(made({ timout: 5 })).to.throw(
      ScheduleError,
      "job 'poll' has no option 'timout': did you mean 'timeout'? it takes interval, timeout",
    );
    expect(made(5000)).to.throw(ScheduleError, "job 'poll' takes options such as { interval: … }, not 5000");
    expect(made(null)).to.throw(ScheduleError, 'not null');
  });

  it('takes its times from fields of its class, too, and refuses there what is no duration', async () => {
    class Fields extends Untold {
      override readonly interval = { minutes: 5 } as never;
      override readonly timeout = 'PT3S' as never;
    }
    class Wrong extends Untold {
      override readonly timeout = '5 minutes' as never;
    }
    const { schedule, timeoutMs } = new Registry().definer(new Fields());
    expect([schedule.words, timeoutMs]).to.deep.equal(['every 5 minutes', 3000]);
    const message = "the timeout of job 'Wrong' must be a duration of 1 ms or more";
    expect(() => new Registry().definer(new Wrong(), s => s.toRunEvery(1).hours())).to.throw(InvalidTimeError, message);
    const { clock, scheduler, records } = rigOf([definitionOf(Wrong)]);
    scheduler.start();
    await clock.advance(0);
    expect(String(records[0]?.error)).to.include(message);
  });

  it('goes by the name of its class where it is given none', async () => {
    expect(new Untold().name).to.equal('Untold');
    expect(new Untold(undefined, { timeout: 5 }).name).to.equal('Untold');
    const { clock, scheduler, outcomes } = rigOf([definitionOf(Untold)]);
    scheduler.start();
    await clock.advance(0);
    expect(outcomes).to.deep.equal(['0 succeeded']);
    await scheduler.stop();
  });

  it('needs a name where its class has none', () => {
    const anonymous = () =>
      new (class extends Job {
        execute(): void {}
      })();
    expect(anonymous).to.throw(ScheduleError, "such as super('nightly-digest'), not ''");
  });
});
