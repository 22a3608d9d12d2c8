import { expect } from 'chai';
import { InvalidTimeError, Registry, Schedule, ScheduleError, Scheduler } from '../../lib/index.js';
import { keyOf } from '../../lib/kit.js';
import { VirtualClock } from '../../lib/testing/index.js';
import { report } from '../support/declared.js';
import { revokedProxy } from '../support/work.js';

/** Calls as callers without types can write them, and what the error says of each. */
const REFUSED: readonly (readonly [call: (scheduler: Untyped, make: Make) => unknown, message: string])[] = [
  [(_, make) => make({ clock: {} }), 'a Scheduler takes a Registry first, then options, as new Scheduler(registry, '],
  [(_, make) => make(null), 'new Scheduler(registry, { history: 10 }), not null'],
  [(_, make) => make(Registry), 'a Scheduler takes a Registry first'],
  [(_, make) => make(new Registry(), null), 'a Scheduler takes options such as { clock: … }, not null'],
  [
    (_, make) => make(new Registry(), { handleSignal: false }),
    "a Scheduler has no option 'handleSignal': did you mean 'handleSignals'? it takes clock, farm, name, maxConcurrency, history, jobFactory, logger, " +
      'keepAlive, handleSignals, stop, background',
  ],
  [
    (_, make) => make(new Registry(), { handleSignals: 0 }),
    "handleSignals must be true, false or options such as { signals: ['SIGUSR2'] }, not 0",
  ],
  [
    (_, make) => make(new Registry(), { handleSignals: null }),
    "handleSignals must be true, false or options such as { signals: ['SIGUSR2'] }, not null",
  ],
  [(_, make) => make(new Registry(), { stop: null }), 'a stop takes options such as { drain: … }, not null'],
  [
    (_, make) => make(new Registry(), { handleSignals: { signal: 'SIGUSR2' } }),
    "handleSignals has no option 'signal': did you mean 'signals'? it takes signals, leaveBy",
  ],
  [
    (_, make) => make(new Registry(), { handleSignals: { signals: 'SIGUSR2' } }),
    "signals must be a list such as ['SIGUSR2'], not 'SIGUSR2'",
  ],
  [
    (_, make) => make(new Registry(), { handleSignals: { signals: ['SIGUSR3'] } }),
    "'SIGUSR3' is no signal: handleSignals takes signals such as 'SIGUSR2'",
  ],
  [(_, make) => make(new Registry(), { handleSignals: { signals: [2] } }), '2 is no signal'],
  [
    (_, make) => make(new Registry(), { handleSignals: { signals: ['SIGUSR2', 'SIGKILL'] } }),
    "SIGKILL can't be caught, so nothing can stop at it: leave it out of handleSignals",
  ],
  [
    (_, make) => make(new Registry(), { handleSignals: { leaveBy: 'quit' } }),
    "leaveBy must be 'signal' or 'exit', not 'quit'",
  ],
  [(_, make) => make(new Registry(), { keepAlive: 'false' }), "keepAlive must be true or false, not 'false'"],
  [
    (_, make) => make(new Registry(), { stop: { drian: 5 } }),
    "a stop has no option 'drian': did you mean 'drain'? it takes drain, cancel",
  ],
  [
    (_, make) => make(new Registry(), { background: { limit: 5 } }),
    "the background of a Scheduler has no option 'limit': it takes concurrency",
  ],
  [
    s => s.pauseAll('maintenance', { untli: 5 }),
    "pause of all jobs has no option 'untli': did you mean 'until'? it takes by, until",
  ],
  [s => s.pauseAll({ by: 'ana' }), 'pause of all jobs takes the reason first, then its options'],
  [s => s.resumeAll({ by: 5 }), 'resumeAll(…): by says who, in 1 to 200 characters, not 5'],
  [s => s.stop({ drian: 5 }), "a stop has no option 'drian': did you mean 'drain'? it takes drain, cancel"],
  [s => s.stop(revokedProxy()), 'a stop takes options such as { drain: … }, not an unprintable object'],
  [s => s.stop(5000), 'a stop takes options such as { drain: … }, not 5000'],
  [
    s => s.add(report, undefined, { repalce: true }),
    "add(…) has no option 'repalce': did you mean 'replace'? it takes replace",
  ],
  [s => s.add(report, undefined, { replace: 1 }), 'replace must be true or false, not 1'],
  [
    s => s.add(report, { cron: '*/5 * * * *' }),
    'or is a Schedule such as Schedule.fromJSON(json), not {"cron":"*/5 * * * *"}',
  ],
  [s => s.add(report, class Weekly {}), 'or is a Schedule such as Schedule.fromJSON(json), not class Weekly'],
  [
    s => s.background.run(report, { name: 'x' }),
    "background.run(…) has no option 'name': it takes label, timeout, retry",
  ],
  [s => s.background.run(Promise.resolve()), 'background.run(…) takes a function, not a Promise'],
  [
    s => s.on('fail', report),
    "a scheduler has no event 'fail': did you mean 'failed'? it has started, waiting, retrying, succeeded, failed, ",
  ],
  [s => s.on('error', report), "a scheduler has no event 'error': did you mean 'failed'? it has"],
  [s => s.on({ toString: 0 }, report), 'a scheduler has no event {"toString":0}'],
  [s => s.remove(undefined), 'remove(…) takes the name of a job, or its handle, not undefined'],
  [s => s.remove(report), 'remove(…) takes the name of a job, or its handle, not function report'],
  [s => s.once('toString', report), "a scheduler has no event 'toString'"],
  [s => s.on('failed'), "the event 'failed' takes a function, not undefined"],
  [s => s.timeline(0, 1, { jobs: 'mail' }), "the jobs of timeline(…) are a list such as ['mail'], not 'mail'"],
  [
    () => Reflect.construct(Schedule, []),
    'a Schedule is not made by new: say Schedule.fromJSON(json), or registry.compile()',
  ],
  [() => Reflect.construct(Schedule, ['mail', { cron: '0 9 * * *' }]), 'a Schedule is not made by new'],
  [s => s.once('failed', {}), "the event 'failed' takes a function, not {}"],
];

describe('a scheduler refuses, at the call,', () => {
  for (const [call, message] of REFUSED) {
    it(`${String(call).replace(/^.*=> (?:s\.)?/, '')}`, () => {
      const scheduler = new Scheduler(new Registry(), { clock: new VirtualClock() });
      const make: Make = (...args) => Reflect.construct(Scheduler, args);
      expect(() => call(scheduler as unknown as Untyped, make)).to.throw(ScheduleError, message);
    });
  }
});

describe('what is asked about what can not be', () => {
  it('is no key of what is no instant', () => {
    for (const occurrence of ['2026-11-20', '5', new Date(0), Number.NaN, 1e300, undefined]) {
      expect(() => keyOf('mail', occurrence as never)).to.throw(InvalidTimeError, 'is in epoch milliseconds');
    }
    expect(keyOf('mail', 0)).to.equal('mail@1970-01-01T00:00:00.000Z');
  });

  it('is no job of that name; and what is no text is refused, as get refuses it', () => {
    const scheduler = new Scheduler(new Registry(), { clock: new VirtualClock() }) as unknown as Untyped;
    const message = 'whyNot(…) takes the name of a job, not Symbol(mail)';
    expect(() => scheduler.whyNot(Symbol('mail'), 0)).to.throw(ScheduleError, message);
    expect(scheduler.whyNot('mail', 0)).to.equal("there is no job named 'mail'.");
  });
});

type Make = (...args: readonly unknown[]) => Scheduler;
type Call = (...args: readonly unknown[]) => unknown;
interface Untyped {
  readonly stop: Call;
  readonly pauseAll: Call;
  readonly resumeAll: Call;
  readonly add: Call;
  readonly on: Call;
  readonly remove: Call;
  readonly once: Call;
  readonly timeline: Call;
  readonly whyNot: Call;
  readonly background: { readonly run: Call };
}
