import { expect } from 'chai';
import {
  Job,
  lint,
  Registry,
  Schedule,
  type ScheduledJob,
  ScheduleError,
  Scheduler,
  SchedulerError,
} from '../../lib/index.js';
import { VirtualClock } from '../../lib/testing/index.js';
import { report } from '../support/declared.js';

/** What a caller without types says, by names alone. */
type Call = (world: World) => unknown;

/** One of everything that is called. */
function world() {
  const registry = new Registry({ zone: 'UTC' });
  registry.schedule(report).toRunEvery(5).minutes();
  const clock = new VirtualClock();
  const scheduler = new Scheduler(registry, { clock });
  const [schedule] = registry.compile() as [Schedule];
  const job = scheduler.get('report') as ScheduledJob;
  return { registry, clock, scheduler, background: scheduler.background, schedule, job };
}
type World = ReturnType<typeof world>;

function say(thing: object, call: string, ...args: readonly unknown[]): unknown {
  return Reflect.apply(Reflect.get(thing, call), thing, args);
}

class Nightly extends Job {
  constructor() {
    super(...(['nightly', {}, { timeout: 5 }] as unknown as [string]));
  }
  override execute(): void {}
}

/** What is given beyond what is taken, as other libraries or other calls of this one take it, or in its place. */
const MISTAKES: readonly (readonly [call: Call, message: string])[] = [
  [
    ({ clock }) => say(clock, 'advance', 5, 'minutes'),
    "advance(…) takes one argument, and was also given 'minutes'; say advance({ minutes: 5 })",
  ],
  [
    ({ clock }) => say(clock, 'jump', -1, 'h'),
    "jump(…) takes one argument, and was also given 'h'; say jump({ hours: -1 })",
  ],
  [
    () => Reflect.construct(VirtualClock, ['2026-01-01T00:00:00Z', 'Europe/Berlin']),
    "new VirtualClock(…) takes one argument, and was also given 'Europe/Berlin'; it is in no zone: say an instant as '2026-03-08T06:59:00-05:00'",
  ],
  [
    ({ scheduler }) => say(scheduler, 'on', 'failed', report, { once: true }),
    `on(…) takes 2 arguments, and was also given {"once":true}; to hear the next event only, say once('failed', …)`,
  ],
  [
    ({ scheduler }) => say(scheduler, 'on', 'failed', report, report),
    'on(…) takes 2 arguments, and was also given function report; say on(…) once for each',
  ],
  [({ scheduler }) => say(scheduler, 'start', 'report'), "start() takes nothing, and was given 'report'; leave it out"],
  [
    ({ registry }) => Reflect.construct(Scheduler, [registry, {}, {}]),
    'new Scheduler(…) takes 2 arguments, and was also given {}; leave it out',
  ],
  [
    () => Reflect.construct(Registry, [{ zone: 'UTC' }, { serial: true }]),
    'new Registry(…) takes one argument, and was also given {"serial":true}; leave it out',
  ],
  [() => new Nightly(), 'new Job(…) takes 2 arguments, and was also given {"timeout":5}; leave it out'],
  [
    () => say(new Registry(), 'schedule', report, '0 9 * * *'),
    "schedule(…) takes one argument, and was also given '0 9 * * *'; its words follow it, as schedule(work).toRunEvery(5).minutes()",
  ],
  [
    () => say(new Registry(), 'schedule', 'backup', report),
    "schedule(…) takes a Job, a class that extends Job, or a function, not 'backup': the work comes first, and its name is said by withName",
  ],
  [
    ({ scheduler, job }) => say(scheduler, 'get', job),
    'get(…) takes the name of a job, not a ScheduledJob: say job.name',
  ],
  [
    ({ scheduler, job }) => say(scheduler, 'whyNot', job, 0),
    'whyNot(…) takes the name of a job, not a ScheduledJob: say job.name',
  ],
  [
    ({ scheduler }) => say(Scheduler, 'shared', 'mail', () => scheduler, { keepAlive: false }),
    `Scheduler.shared(…) takes 2 arguments, and was also given {"keepAlive":false}; say it where the scheduler is made, as Scheduler.shared('app', () => new Scheduler(registry).start())`,
  ],
  [
    ({ schedule }) => say(Schedule, 'fromJSON', schedule.toJSON(), 'Europe/Berlin'),
    "Schedule.fromJSON(…) takes one argument, and was also given 'Europe/Berlin'; its zone and its name are in the JSON",
  ],
  [
    ({ job }) => say(job, 'cancel', 'no', { runId: 5 }),
    "cancel of job 'report': runId is that of a run, as job.running[0]?.runId, not 5",
  ],
  [
    ({ clock }) => say(clock, 'jump', '5 minutes'),
    "the argument of jump must be a duration such as { seconds: 30 } or 'PT30S', not '5 minutes'; say { minutes: 5 }",
  ],
  [
    ({ clock }) => say(clock, 'sleep', []),
    "the argument of sleep must be a duration such as { seconds: 30 } or 'PT30S', not []",
  ],
  [
    ({ scheduler }) => say(scheduler, 'stop', { drain: '5s' }),
    "the drain time of a stop must be a duration of 0 ms or more, such as { seconds: 30 } or 'PT30S', not '5s'; say { seconds: 5 }",
  ],
  [
    ({ schedule }) => say(schedule, 'nextMs', '2026-03-01'),
    "nextMs and previousMs take epoch milliseconds, not '2026-03-01': next and previous take more",
  ],
  [
    ({ job }) => say(job, 'preview', 3, '2026-03-01'),
    "job 'report': preview(…) takes one argument, and was also given '2026-03-01'; to ask from an instant on, say job.schedule.preview(…)",
  ],
  [
    ({ schedule }) => say(schedule, 'next', '2026-03-01', 5),
    "job 'report': next(…) takes one argument, and was also given 5; to list several, say preview(3, after)",
  ],
  [
    ({ scheduler }) => say(scheduler, 'on', Symbol('failed'), report, { once: true }),
    'on(…) takes 2 arguments, and was also given {"once":true}; to hear the next event only, say once(Symbol(failed), …)',
  ],
  [
    () => say(Scheduler, 'shared', 'mail', Registry),
    "a shared scheduler is made by a function, as Scheduler.shared('app', () => new Scheduler(registry).start()), not by class Registry",
  ],
  [
    ({ registry }) => say(registry.schedule(report), 'andEvery', Symbol('five')),
    "job 'report': andEvery(…) follows toRunNow(), toRunOnceIn(…) or toRunOnceAt(…); begin with toRunEvery(Symbol(five))",
  ],
  [
    ({ background }) => say(background, 'run', report, {}, 'mail'),
    "background.run(…) takes 2 arguments, and was also given 'mail'; leave it out",
  ],
  [
    ({ registry }) => Reflect.apply(lint, undefined, [registry, { from: 0, to: 1 }, undefined, {}]),
    'lint(…) takes 3 arguments, and was also given {}; leave it out',
  ],
  [
    ({ registry }) => Reflect.apply(lint, undefined, [registry, { from: 0, to: 1, zone: 'UTC' }]),
    "lint(…) has no option 'zone': it takes from, to",
  ],
];

/** A method that is handed on alone, as a listener. */
const TAKEN_OFF: readonly (readonly [take: (world: World) => unknown, message: string])[] = [
  [
    ({ scheduler }) => scheduler.stop,
    "stop(…) was taken off its scheduler, and doesn't know which: hand on () => scheduler.stop(…) instead",
  ],
  [
    ({ job }) => job.pause,
    "pause(…) was taken off its job, and doesn't know which: hand on () => job.pause(…) instead",
  ],
  [
    ({ background }) => background.run,
    "run(…) was taken off its background, and doesn't know which: hand on () => background.run(…) instead",
  ],
  [
    ({ registry }) => registry.schedule,
    "schedule(…) was taken off its registry, and doesn't know which: hand on () => registry.schedule(…) instead",
  ],
  [
    ({ registry }) => registry.schedule(report).toRunEvery(1).weeks().on,
    "on(…) was taken off its chain, and doesn't know which: hand on () => chain.on(…) instead",
  ],
  [
    ({ clock }) => clock.advance,
    "advance(…) was taken off its clock, and doesn't know which: hand on () => clock.advance(…) instead",
  ],
];

describe('a call refuses, by a message that names it and the remedy,', () => {
  for (const [call, message] of MISTAKES) {
    it(`what it does not take: ${message}`, () => {
      expect(() => call(world()))
        .to.throw(SchedulerError)
        .with.property('message', message);
    });
  }

  for (const [take, message] of TAKEN_OFF) {
    it(`to be called without what it is of: ${message}`, () => {
      const method = take(world()) as () => unknown;
      for (const args of [['SIGTERM', 15], [report], []]) {
        for (const other of [process, undefined]) {
          expect(() => Reflect.apply(method, other, args))
            .to.throw(ScheduleError)
            .with.property('message', message);
        }
      }
    });
  }

  it('but takes what a list hands to each of its readers', () => {
    const { schedule } = world();
    expect([schedule.toJSON()].map(Schedule.fromJSON)[0]?.equals(schedule)).to.equal(true);
  });

  it('all that is more than what every public method of theirs takes', () => {
    const { registry, clock, scheduler, schedule, job } = world();
    for (const thing of [registry, clock, scheduler, schedule, job]) {
      const methods = methodsOf(thing).filter(method => !TAKES_ANY.has(method));
      const silent = methods.filter(method => {
        try {
          say(thing, method, ...Array(10).fill('surplus'));
        } catch (error) {
          return !/ (takes nothing|takes one argument|takes \d arguments), and was /.test(String(error));
        }
        return true;
      });
      expect(silent, thing.constructor.name).to.deep.equal([]);
    }
  });
});

/** What is called with arguments of somebody else's, is hot, is internal, or looks at its work first. */
const TAKES_ANY = new Set([
  ...['constructor', 'toJSON', 'now', 'nextMs', 'previousMs', 'monotonic', 'alarm'],
  ...['bind', 'define', 'seal', 'schedule'],
]);

function methodsOf(thing: object): readonly string[] {
  const members = Object.getOwnPropertyDescriptors(Object.getPrototypeOf(thing));
  return Object.entries(members).flatMap(([name, { value }]) => (typeof value === 'function' ? [name] : []));
}
