import { expect } from 'chai';
import { DateTime } from 'luxon';
import { DuplicateNameError, ScheduleError, ScheduleRangeError } from '../../lib/errors.js';
import { Job } from '../../lib/job/job.js';
import { recurrenceOf } from '../../lib/recurrence/plan.js';
import { Registry, type RegistryOptions } from '../../lib/registry/registry.js';
import { report, type Untyped, untyped, type Words } from '../support/declared.js';

class NightlyDigest extends Job {
  constructor() {
    super('nightly-digest');
  }
  override execute() {}
}
class Poll extends Job {
  override execute() {}
}

describe('a registry', () => {
  it('compiles its schedules in the order of their declaration, frozen, and the same each time', () => {
    const registry = new Registry();
    for (const name of ['c', 'a', 'b']) registry.schedule(report).toRunEvery(1).days().withName(name);
    const schedules = registry.compile();
    expect(schedules.map(schedule => schedule.name)).to.deep.equal(['c', 'a', 'b']);
    expect(schedules).to.satisfy(Object.isFrozen);
    expect(registry.compile()).to.deep.equal(schedules);
    expect(registry.definitions().map(definition => definition.schedule)).to.have.ordered.members([...schedules]);
    expect(registry.definitions()).to.satisfy(Object.isFrozen);
    expect(registry.definitions()[0]).to.satisfy(Object.isFrozen);
  });

  it('refuses options that it does not know, which would change nothing', () => {
    const made = (options: unknown) => () => new Registry(options as RegistryOptions);
    expect(made('Europe/Berlin')).to.throw(
      ScheduleError,
      "a Registry takes options such as { zone: … }, not 'Europe/Berlin'",
    );
    expect(made(null)).to.throw(ScheduleError, 'not null');
    expect(made({ timezone: 'UTC' })).to.throw(
      ScheduleError,
      "a Registry has no option 'timezone': its zone is called zone, as in new Registry({ zone: 'Europe/Berlin' })",
    );
    expect(made({ serial: 'no' })).to.throw(ScheduleError, "serial must be true or false, not 'no'");
  });

  it('refuses a name of the job itself that withName would refuse', () => {
    class Five extends Poll {
      static override readonly name: string = 5 as unknown as string;
    }
    for (const work of [new Poll(' '), new Poll('x'.repeat(201)), Five]) {
      const registry = new Registry();
      registry.schedule(work).toRunEvery(1).days();
      expect(() => registry.compile()).to.throw(
        ScheduleError,
        "needs a name of 1 to 200 whole characters: add .withName('…')",
      );
    }
  });

  it('may be subclassed, and declares in its constructor', () => {
    class Jobs extends Registry {
      constructor() {
        super({ zone: 'Europe/Berlin' });
        this.schedule(NightlyDigest).toRunEvery(1).days().at(21, 15);
        this.schedule(report).toRunEvery(5).minutes().inZone('UTC');
      }
    }
    expect(new Jobs().compile().map(schedule => [schedule.name, schedule.zone])).to.deep.equal([
      ['NightlyDigest', 'Europe/Berlin'],
      ['report', 'UTC'],
    ]);
  });

  it("is in the host's zone unless it says otherwise", () => {
    expect(new Registry().zone).to.equal(DateTime.local().zoneName);
    expect(new Registry({ zone: 'local' }).zone).to.equal(DateTime.local().zoneName);
  });

  it('names a job as its Job, class or function is named', () => {
    const registry = new Registry();
    const sweep = () => {};
    for (const work of [new NightlyDigest(), NightlyDigest, report, sweep])
      registry.schedule(work).toRunEvery(1).days();
    registry
      .schedule(() => {})
      .toRunEvery(1)
      .days()
      .withName('inline');
    const names = registry.compile().map(schedule => schedule.name);
    expect(names).to.deep.equal(['nightly-digest', 'NightlyDigest', 'report', 'sweep', 'inline']);
  });

  it('refuses a second job of one name, when all names are known', () => {
    const registry = new Registry();
    registry.schedule(report).toRunEvery(1).days();
    const second = registry.schedule(report).toRunEvery(2).days();
    expect(() => registry.compile())
      .to.throw(DuplicateNameError)
      .with.property('jobName', 'report');
    expect(() => second.withName('other')).to.throw(ScheduleError, 'after its registry was compiled');
  });

  it('refuses a clause that is continued twice, whatever the two words are', () => {
    const message =
      "job 'report' has a clause that was continued twice, of which only one could count: chain each word to what the last one gave";
    const every = new Registry().schedule(report).toRunEvery(1);
    every.days();
    expect(() => every.weeks())
      .to.throw(ScheduleError)
      .with.property('message', message);
    const named = new Registry().schedule(report);
    named.withTimeout(1);
    expect(() => named.toRunNow())
      .to.throw(ScheduleError)
      .with.property('message', message);
  });

  it('refuses words after it was compiled', () => {
    const registry = new Registry();
    const chain = registry.schedule(report).toRunEvery(1).days();
    registry.compile();
    const message =
      "job 'report' was continued after its registry was compiled, which would change nothing: say all of its words before";
    expect(() => chain.at(9))
      .to.throw(ScheduleError)
      .with.property('message', message);
  });

  it('takes further jobs after it was compiled', () => {
    const registry = new Registry();
    registry.schedule(report).toRunEvery(1).days();
    const [first] = registry.compile();
    registry.schedule(NightlyDigest).toRunEvery(1).days();
    expect(registry.compile()).to.have.lengthOf(2);
    expect(registry.compile()[0]).to.equal(first);
  });

  it('stays unfinished where a word was refused, whatever was said before', () => {
    const refused: readonly (readonly [say: (chain: Untyped) => unknown, why: string])[] = [
      [s => s.say('toRunEvery', 0), 'the number of toRunEvery(…) must be a whole number, 1 or more'],
      [s => s.say('toRunEvery', 1).say('days').say('at', 25), 'the hour of at(…) must be a whole number from 0 to 23'],
      [s => s.say('toRunEvery', 1).say('days').say('at', 9, 0, 0, 'UTC'), 'at(…) takes 3 arguments'],
      [s => s.say('toRunEvery', 1).say('days').say('inZone', 'Mars/Olympus'), "unknown time zone 'Mars/Olympus'"],
    ];
    for (const [say, why] of refused) {
      const registry = new Registry();
      expect(() => say(untyped(registry.schedule(report)))).to.throw(why);
      for (const _ of ['once', 'again']) {
        expect(() => registry.compile())
          .to.throw(ScheduleError, `is unfinished, since its last word was refused: ${why}`)
          .with.property('message')
          .that.matches(/^job 'report' \(.*registry\.spec\.\w+:\d+\) /);
      }
    }
  });

  it('may be said otherwise where a word was refused', () => {
    const registry = new Registry({ zone: 'UTC' });
    const chain = registry.schedule(report).toRunEvery(1).days();
    expect(() => chain.at(25)).to.throw(ScheduleRangeError);
    chain.at(9);
    expect(registry.compile().map(({ words }) => words)).to.deep.equal(['every day at 09:00']);
  });

  it('keeps what is said where a word is refused of an earlier clause, or once it is compiled', () => {
    const registry = new Registry({ zone: 'UTC' });
    const begun = registry.schedule(report).toRunEvery(1).days();
    const chain = begun.at(9);
    expect(() => begun.at(25)).to.throw(ScheduleRangeError);
    expect(registry.compile()).to.have.lengthOf(1);
    expect(() => chain.at(25)).to.throw(ScheduleRangeError);
    expect(registry.compile().map(({ words }) => words)).to.deep.equal(['every day at 09:00']);
  });

  it('defines a job under its options without taking it', () => {
    const registry = new Registry({ zone: 'Asia/Tokyo' });
    const definition = registry.definer(report, s => s.toRunEvery(5).minutes());
    expect(definition.schedule).to.include({ name: 'report', zone: 'Asia/Tokyo' });
    expect(registry.compile()).to.deep.equal([]);
  });

  it('needs no words for a Job with an interval, whose words win', () => {
    const intervals: readonly (readonly [interval: number, every: number, unit: string])[] = [
      [1, 1, 'milliseconds'],
      [1500, 1500, 'milliseconds'],
      [45_000, 45, 'seconds'],
      [300_000, 5, 'minutes'],
      [86_400_000, 24, 'hours'],
    ];
    const registry = new Registry();
    const ruleOf = (interval: number, words?: Words) =>
      recurrenceOf(registry.definer(new Poll('poll', { interval }), words).schedule.plan)?.rule;
    for (const [interval, every, unit] of intervals) {
      expect(ruleOf(interval)).to.deep.equal({ kind: 'elapsed', every, unit, atMinutes: [] });
    }
    expect(ruleOf(1000, s => s.toRunCron('* * * * *'))).to.have.property('kind', 'cron');
    expect(ruleOf(1000, s => s.toRunNow())).to.have.property('every', 1);
    expect(ruleOf(1000, s => s.toRunNow().andEvery(2).hours())).to.have.property('every', 2);
    expect(ruleOf(1000, s => s.toRunOnceIn(5).minutes())).to.equal(undefined);
    expect(ruleOf(1000, s => s.between(9, 0, 17, 0).withTimeout(5))).to.have.property('every', 1);
  });
});
