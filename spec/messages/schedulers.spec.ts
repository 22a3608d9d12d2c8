import { expect } from 'chai';
import {
  DuplicateNameError,
  InvalidTimeError,
  Job,
  Registry,
  type ScheduleClause,
  ScheduleError,
  ScheduleRangeError,
  Scheduler,
  type Words,
  type Work,
} from '../../lib/index.js';
import { VirtualClock } from '../../lib/testing/index.js';
import { report, type Untyped } from '../support/declared.js';
import { expectMessage, type Mistake } from '../support/mistake.js';

interface Mailer {
  execute(): void;
}
class Plain {}
class Digest extends Job {
  constructor(readonly mailer: Mailer) {
    super('digest');
  }
  override execute(): void {
    this.mailer.execute();
  }
}
class Pool extends Job {
  constructor(
    readonly size: Mailer,
    readonly name2: string,
  ) {
    super();
  }
  override execute(): void {}
}

const SCHEDULED: readonly Mistake[] = [
  [
    () => scheduler().add('report' as unknown as Work, report),
    ScheduleError,
    "add(…) takes a Job, a class that extends Job, or a function, not 'report': the work comes first, and its name is said by withName",
  ],
  [
    () => Reflect.apply(scheduler().add, scheduler(), ['report', report, (s: Untyped) => s]),
    ScheduleError,
    "add(…) takes a Job, a class that extends Job, or a function, not 'report': the work comes first, and its name is said by withName",
  ],
  [
    () => scheduler().add(report, (async s => s.toRunEvery(5).minutes()) as (s: ScheduleClause) => never),
    ScheduleError,
    "job 'report': its words are said by an async function, which is not waited for: wait for what they need before, and say them in a plain one",
  ],
  [
    () => {
      const running = scheduler();
      for (const count of [1, 2]) running.add(report, s => s.toRunEvery(count).days());
    },
    DuplicateNameError,
    "there is a job named 'report' already: give this one withName('…'), or replace the other with { replace: true }",
  ],
  [
    () =>
      scheduler().add(
        () => {},
        s => s,
      ),
    ScheduleError,
    'the unnamed job does not say when it runs: add words such as .toRunEvery(5).minutes()',
  ],
  [
    () => scheduler().add(() => {}, '0 9 * * *', { replace: true }),
    ScheduleError,
    "add(…) with { replace: true } replaces by name, and this work has none: say withName('…')",
  ],
  [
    () => scheduler().add(Digest, s => s.toRunEvery(1).days()),
    ScheduleError,
    "job 'Digest': the constructor of class Digest takes an argument, which nothing gives it: schedule new Digest(…), give the Scheduler a jobFactory, or give each parameter a default",
  ],
  [
    () => {
      const registry = new Registry();
      registry.schedule(report).toRunEvery(1).days().andThen(Pool);
      return new Scheduler(registry, { clock: new VirtualClock() });
    },
    ScheduleError,
    "job 'report' (HERE): the constructor of class Pool takes 2 arguments, which nothing gives it: schedule new Pool(…), give the Scheduler a jobFactory, or give each parameter a default",
  ],
  [
    () => made({ timezone: 'Europe/Berlin' }),
    ScheduleError,
    "a Scheduler has no option 'timezone': a zone belongs to the Registry, as in new Registry({ zone: 'Europe/Berlin' }), or to a job, as in inZone('UTC')",
  ],
  [
    () => made({ serial: true }),
    ScheduleError,
    "a Scheduler has no option 'serial': it belongs to the Registry, as in new Registry({ serial: true })",
  ],
  [
    () => made({ jobFactory: {} }),
    ScheduleError,
    'the jobFactory of a Scheduler is a function such as jobClass => container.resolve(jobClass), not {}',
  ],
  [
    () => made({ jobFactory: Plain }),
    ScheduleError,
    'the jobFactory of a Scheduler is a function such as jobClass => container.resolve(jobClass), not class Plain',
  ],
  [
    () => made({ farm: {} }),
    ScheduleError,
    "the farm of a Scheduler has the methods clock, shares, attach, such as pgBoss(databaseUrl, { name: 'shop' }) of carillon/farm; {} has no clock, no shares, no attach",
  ],
  [
    () => made({ handleSignals: 'SIGUSR2' }),
    ScheduleError,
    "handleSignals must be true, false or options such as { signals: ['SIGUSR2'] }, not 'SIGUSR2'",
  ],
  [
    () => made({ clock: {} }),
    ScheduleError,
    'the clock of a Scheduler has the methods now, monotonic, alarm, such as new VirtualClock() of carillon/testing; {} has no now, no monotonic, no alarm',
  ],
  [
    () => made({ logger: { info: report } }),
    ScheduleError,
    'the logger of a Scheduler has the methods debug, info, warn, error, such as pino() or console; {} has no debug, no warn, no error',
  ],
  [() => made({ name: '' }), ScheduleError, "the name of a Scheduler is text of 1 to 200 whole characters, not ''"],
  [
    () => made({ maxConcurrency: '4' }),
    ScheduleRangeError,
    "the maxConcurrency of a Scheduler must be a whole number, 1 or more, not '4'; leave it out for the default",
  ],
  [
    () => scheduler().add(idle(), report),
    ScheduleError,
    "job 'idle' has no execute: let its class do the work in execute({ signal }) { … }",
  ],
  [
    () => scheduler().background.run(Digest as never),
    ScheduleError,
    'background.run(…) takes a function, not class Digest',
  ],
  [
    () =>
      scheduler()
        .add(report, s => s.toRunEvery(1).days())
        .pause({ until: '2026-12-24' }),
    ScheduleError,
    "pause of job 'report' takes the reason first, then its options: say pause('maintenance', { until: '2026-12-24T06:00' })",
  ],
  [
    () =>
      scheduler()
        .add(report, s => s.toRunEvery(1).days())
        .cancel({ by: 'ana' }),
    ScheduleError,
    "cancel of job 'report' takes the reason first, then its options: say cancel('no longer wanted', { by: 'ana' })",
  ],
  [
    () =>
      scheduler()
        .add(report, s => s.toRunEvery(1).days())
        .pause({ reason: 'maintenance' }),
    ScheduleError,
    "pause of job 'report' takes the reason first, then its options: say pause('maintenance', { until: '2026-12-24T06:00' })",
  ],
  [
    () => Reflect.construct(Scheduler, [Registry]),
    ScheduleError,
    'a Scheduler takes a Registry first, then options, as new Scheduler(registry, { history: 10 }), not class Registry',
  ],
  [
    () => Reflect.construct(Scheduler, [new Registry(), new Registry()]),
    ScheduleError,
    'a Scheduler takes several registries in a list, as new Scheduler([registry, other])',
  ],
  [
    () => scheduler().timeline(1_764_000_000, '2027-01-01'),
    InvalidTimeError,
    'from is 1764000000, which counts seconds: say milliseconds, as 1764000000 * 1000',
  ],
];

describe('a mistake in a call of a scheduler is answered by a message that names the thing and the remedy:', () => {
  for (const [mistake, kind, message] of SCHEDULED) {
    it(String(mistake).replace(/\s+/g, ' '), () => expectMessage(mistake, kind, message));
  }

  it('where words were async and failed, without an unhandled rejection', async () => {
    const fails = async () => {
      throw new Error('no words today');
    };
    expect(() => scheduler().add(report, fails as unknown as Words)).to.throw(
      ScheduleError,
      'said by an async function',
    );
    await Promise.resolve();
  });
});

/** A class that no TypeScript has looked at. */
function idle(): Job {
  class Idle extends (Job as unknown as new (name: string) => object) {}
  return new Idle('idle') as Job;
}

function scheduler(): Scheduler {
  return new Scheduler(new Registry({ zone: 'UTC' }), { clock: new VirtualClock() });
}

function made(options: object): Scheduler {
  return new Scheduler(new Registry(), options);
}
