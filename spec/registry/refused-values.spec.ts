import { expect } from 'chai';
import { DateTime } from 'luxon';
import { InvalidTimeError, ScheduleError, ScheduleRangeError, UnknownZoneError } from '../../lib/errors.js';
import { Job } from '../../lib/job/job.js';
import { Registry } from '../../lib/registry/registry.js';
import { report } from '../support/declared.js';

class Poll extends Job {
  override execute() {}
}
class Stranger {}

describe('a chain refuses', () => {
  it('a zone that nobody knows, naming the job', () => {
    const message =
      "job 'report': unknown time zone 'Mars/Olympus': use an IANA name such as 'Europe/Berlin', or 'UTC'";
    const inMars = () => new Registry().schedule(report).inZone('Mars/Olympus');
    expect(inMars)
      .to.throw(UnknownZoneError)
      .that.deep.includes({ message, zone: 'Mars/Olympus', code: 'ERR_UNKNOWN_ZONE' });
    expect(() => new Registry({ zone: '' })).to.throw(UnknownZoneError);
  });

  it('what is no instant, no date, or no duration, naming the job and the word', () => {
    const begun = () => new Registry().schedule(report).toRunEvery(1).hours();
    const words: readonly (readonly [say: () => unknown, word: string])[] = [
      [() => begun().startingAt('next Tuesday'), 'startingAt'],
      [() => begun().until(DateTime.invalid('a test')), 'until'],
      [() => begun().until(new Date(Number.NaN)), 'until'],
      [() => new Registry().schedule(report).toRunOnceAt('2026-02-30T09:00'), 'toRunOnceAt'],
      [() => begun().exceptOn('2026-02-30'), 'exceptOn'],
      [() => begun().exceptOn(new Date(0) as unknown as string), 'exceptOn'],
      [() => begun().exceptOn(DateTime.invalid('a test')), 'exceptOn'],
      [() => begun().withTimeout({ minutes: -1 }), 'withTimeout'],
      [() => begun().abandonAfter('soon'), 'abandonAfter'],
      [() => begun().withJitter(0), 'withJitter'],
      [() => begun().withRetry({ attempts: 2, delay: Number.NaN }), 'withRetry'],
      [() => begun().whenMissed('skip', { within: -1 }), 'whenMissed'],
    ];
    for (const [say, word] of words) {
      expect(say, word)
        .to.throw(InvalidTimeError, `job 'report': `)
        .with.property('message')
        .that.includes(`${word}(…)`);
    }
  });

  it('a function of the date that fails, is async, or forgets to answer', () => {
    const cause = new Error('no holidays here');
    const refused: readonly (readonly [isExcepted: () => unknown, what: string])[] = [
      [
        () => {
          throw cause;
        },
        'failed for 2024-01-01 (Error: no holidays here): it must answer for every date',
      ],
      [async () => false, 'must answer true or false at once, not a Promise as for 2024-01-01'],
      // Which is reported, and no unhandled rejection.
      [() => Promise.reject(cause), 'must answer true or false at once, not a Promise as for 2024-01-01'],
      [() => undefined, 'must answer true or false at once, not undefined as for 2024-01-01'],
    ];
    for (const [isExcepted, what] of refused) {
      const registry = new Registry({ zone: 'UTC' });
      registry
        .schedule(report)
        .toRunEvery(1)
        .days()
        .exceptOn(isExcepted as () => boolean);
      expect(() => registry.compile()).to.throw(ScheduleError, `: a function given to exceptOn(…) ${what}`);
    }
  });

  it('what cannot be run', () => {
    const registry = new Registry();
    const refused: readonly (readonly [work: unknown, what: string])[] = [
      [undefined, 'undefined'],
      [{}, '{}'],
      [Stranger, 'class Stranger, which does not extend Job'],
    ];
    for (const [work, what] of refused) {
      const takes = `takes a Job, a class that extends Job, or a function, not ${what}`;
      expect(() => registry.schedule(work as () => void)).to.throw(ScheduleError, `schedule(…) ${takes}`);
      const andThen = () => registry.schedule(report).andThen(work as () => void);
      expect(andThen).to.throw(ScheduleError, `job 'report': andThen(…) ${takes}`);
    }
  });

  it('a group in a serial registry', () => {
    const inGroup = () => new Registry({ serial: true }).schedule(report).inGroup('mail');
    expect(inGroup).to.throw(ScheduleError, "job 'report': inGroup('mail') splits a serial registry");
  });

  it('an interval that is no whole number of milliseconds', () => {
    const define = () => new Registry().definer(new Poll('poll', { interval: 1.5 }));
    expect(define).to.throw(ScheduleRangeError, "job 'poll': its interval must be whole milliseconds, not 1.5");
  });

  it('bad cron text, naming the job and keeping the cause', () => {
    const bad = () => new Registry().schedule(report).toRunCron('0 25 * * *');
    expect(bad)
      .to.throw(ScheduleError, /^job 'report': .*25/)
      .with.property('cause')
      .that.is.instanceOf(ScheduleError);
  });
});
