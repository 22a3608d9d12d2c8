import {
  DayOfWeek,
  DuplicateNameError,
  InvalidTimeError,
  Job,
  lint,
  NeverFiresError,
  Registry,
  Schedule,
  ScheduleError,
  ScheduleRangeError,
  UnknownZoneError,
  type Words,
  type Work,
} from '../../lib/index.js';
import { VirtualClock } from '../../lib/testing/index.js';
import { report } from '../support/declared.js';
import { expectMessage, type Mistake } from '../support/mistake.js';

class Mailer {
  execute(): void {}
}
class Plain {}
class Pages extends Job {
  override *execute() {
    yield 'a page';
  }
}
function* pages() {
  yield 'a page';
}

const DECLARED: readonly Mistake[] = [
  [
    () => new Registry().schedule('report' as unknown as Work),
    ScheduleError,
    "schedule(…) takes a Job, a class that extends Job, or a function, not 'report': the work comes first, and its name is said by withName",
  ],
  [
    () => new Registry().schedule(report() as unknown as Work),
    ScheduleError,
    'schedule(…) takes a Job, a class that extends Job, or a function, not undefined: name a function without calling it, and see how it was imported',
  ],
  [
    () => new Registry().schedule(Job as unknown as Work),
    ScheduleError,
    'schedule(…) takes a Job, a class that extends Job, or a function, not class Job itself, which does nothing: extend it',
  ],
  [
    () => new Registry().schedule(new Mailer() as unknown as Work),
    ScheduleError,
    'schedule(…) takes a Job, a class that extends Job, or a function, not a Mailer: class Mailer does not extend Job; let it, or schedule a function that calls its execute',
  ],
  [
    () => new Registry().schedule({ execute: report } as unknown as Work),
    ScheduleError,
    'schedule(…) takes a Job, a class that extends Job, or a function, not {}: schedule a function that calls its execute',
  ],
  [
    () => new Registry().schedule({ default: report } as unknown as Work),
    ScheduleError,
    'schedule(…) takes a Job, a class that extends Job, or a function, not {}: it is a module; give what it exports, as its default',
  ],
  [
    () => new Registry().schedule(Plain as unknown as Work),
    ScheduleError,
    'schedule(…) takes a Job, a class that extends Job, or a function, not class Plain, which does not extend Job',
  ],
  [
    () => new Registry().schedule(pages),
    ScheduleError,
    "schedule(…) takes a Job, a class that extends Job, or a function, not function pages: it is a generator, whose code runs once somebody iterates over it; do so in an async function, by 'for await'",
  ],
  [
    () => new Registry().schedule(pages() as unknown as Work),
    ScheduleError,
    "schedule(…) takes a Job, a class that extends Job, or a function, not {}: it is a generator, whose code runs once somebody iterates over it; do so in an async function, by 'for await'",
  ],
  [
    () => new Registry().schedule(Pages),
    ScheduleError,
    "class Pages has an execute that does nothing by itself: it is a generator, whose code runs once somebody iterates over it; do so in an async function, by 'for await'",
  ],
  [
    () => new Registry().schedule(new Pages('pages')),
    ScheduleError,
    "job 'pages' has an execute that does nothing by itself: it is a generator, whose code runs once somebody iterates over it; do so in an async function, by 'for await'",
  ],
  [
    () =>
      new Registry()
        .schedule(report)
        .withName('report')
        .when(pages as never),
    ScheduleError,
    "job 'report': when(…) takes a function, not function pages: it is a generator, whose code runs once somebody iterates over it; do so in an async function, by 'for await'",
  ],
  [
    () => new Registry().schedule(import('node:fs') as unknown as Work),
    ScheduleError,
    'schedule(…) takes a Job, a class that extends Job, or a function, not a Promise: wait for it first',
  ],
  [
    () => new Registry().schedule(new Registry() as unknown as Work),
    ScheduleError,
    'schedule(…) takes a Job, a class that extends Job, or a function, not a Registry: a registry is for new Scheduler(registry)',
  ],
  [
    () => new Registry().schedule([report, report] as unknown as Work),
    ScheduleError,
    'schedule(…) takes a Job, a class that extends Job, or a function, not [null,null]: schedule each by itself, or chain what follows with andThen',
  ],
  [
    () => Schedule.fromJSON('{"version":1}'),
    ScheduleError,
    'the JSON of a schedule must be an object, as Schedule.fromJSON(JSON.parse(text)) takes it, not \'{"version":1}\'',
  ],
  [
    () => lint([], { from: '2026-01-01', to: 'Christmas' }),
    InvalidTimeError,
    "the end of the period must be a DateTime, a Date, epoch milliseconds or ISO 8601 text such as '2026-11-20T21:15' in the years 1 to 9999, not 'Christmas'",
  ],
  [
    () => new Registry({ timezone: 'Europe/Berlin' } as object),
    ScheduleError,
    "a Registry has no option 'timezone': its zone is called zone, as in new Registry({ zone: 'Europe/Berlin' })",
  ],
  [
    () => new Registry({ zone: 'Europe/Berln' }),
    UnknownZoneError,
    "unknown time zone 'Europe/Berln': say 'Europe/Berlin'",
  ],
  [
    () =>
      registryOf(s => s.toRunEvery(1).hours())
        .schedule(() => {})
        .toRunEvery(0)
        .hours(),
    ScheduleRangeError,
    'the unnamed job (number 2 of its registry): the number of toRunEvery(…) must be a whole number, 1 or more, not 0; as in toRunEvery(5).minutes()',
  ],
  [
    () => registryOf(s => void s.toRunEvery(5)).compile(),
    ScheduleError,
    "job 'report' (HERE): toRunEvery(5) is unfinished: say its unit, as in toRunEvery(5).minutes()",
  ],
  [
    () => registryOf(s => s).compile(),
    ScheduleError,
    "job 'report' (HERE) does not say when it runs: add words such as .toRunEvery(5).minutes()",
  ],
  [
    () =>
      registryOf(
        s => s.toRunEvery(1).days(),
        s => s.toRunEvery(2).days(),
      ).compile(),
    DuplicateNameError,
    "two jobs are named 'report' (HERE and HERE): give one of them another name, as in withName('report-2')",
  ],
  [
    () => registryOf(s => s.toRunEvery(7).days().onlyOn(DayOfWeek.Tuesday)).compile(),
    NeverFiresError,
    "job 'report' (HERE) can never fire: no day and time pass all of its words; loosen one of them",
  ],
  [
    () => registryOf(s => s.toRunEvery(1).days().between(9, 0, 17, 0)).compile(),
    NeverFiresError,
    "job 'report' (HERE) can never fire: no day and time pass all of its words; say at(…), since without it they name 00:00",
  ],
  [
    () => Schedule.fromJSON({ version: 1, name: 'report', zone: 'Europe/Berln' }),
    ScheduleError,
    "job 'report': the JSON of a schedule: zone must be a time zone such as 'Europe/Berlin' or 'UTC': unknown time zone 'Europe/Berln': say 'Europe/Berlin'",
  ],
  [
    () =>
      lint([], { from: 1_764_000_000, to: '2027-01-01' }) && lint([daily()], { from: 1_764_000_000, to: '2027-01-01' }),
    InvalidTimeError,
    'the start of the period is 1764000000, which counts seconds: say milliseconds, as 1764000000 * 1000',
  ],
  [
    () => daily().next(1_764_000_000),
    InvalidTimeError,
    "job 'report': the instant is 1764000000, which counts seconds: say milliseconds, as 1764000000 * 1000",
  ],
  [
    () => new VirtualClock(1_764_000_000),
    InvalidTimeError,
    'the instant of a clock is 1764000000, which counts seconds: say milliseconds, as 1764000000 * 1000',
  ],
  [
    () => new VirtualClock('2026-03-08T06:59'),
    InvalidTimeError,
    "a clock takes a DateTime, a Date, epoch milliseconds or text with an offset such as '2026-03-08T06:59:00Z', not '2026-03-08T06:59'",
  ],
  [
    () => new VirtualClock('2026-02-30T00:00:00Z'),
    InvalidTimeError,
    "the instant of a clock must be a DateTime, a Date, epoch milliseconds or ISO 8601 text such as '2026-11-20T21:15' in the years 1 to 9999, not '2026-02-30T00:00:00Z'",
  ],
];

describe('a mistake where jobs are declared is answered by a message that names the thing and the remedy:', () => {
  for (const [mistake, kind, message] of DECLARED) {
    it(String(mistake).replace(/\s+/g, ' '), () => expectMessage(mistake, kind, message));
  }
});

function registryOf(...all: readonly Words[]): Registry {
  const registry = new Registry({ zone: 'UTC' });
  for (const words of all) words(registry.schedule(report));
  return registry;
}

function daily(): Schedule {
  return registryOf(s => s.toRunEvery(1).days()).compile()[0] as Schedule;
}
