import { expect } from 'chai';
import type { When } from '../../lib/grammar/words.js';
import { ScheduleError, Scheduler } from '../../lib/index.js';
import { Job } from '../../lib/job/job.js';
import { Schedule } from '../../lib/recurrence/schedule.js';
import { Registry } from '../../lib/registry/registry.js';
import { VirtualClock } from '../../lib/testing/index.js';
import { declared, report } from '../support/declared.js';

const START = Date.UTC(2026, 10, 20, 12);
const digest = declared(s =>
  s.withName('digest').inZone('Asia/Tokyo').toRunEvery(1).days().at(9).times(3).withJitter({ seconds: 5 }),
).schedule;
const restored = () => Schedule.fromJSON(JSON.parse(JSON.stringify(digest)));

class Poll extends Job {
  constructor() {
    super('poll', { interval: 1000 });
  }
  override execute() {}
}

describe('a job whose schedule was made before', () => {
  it('has all that this says of when, and its name', () => {
    const { schedule, work, overlap } = new Registry({ zone: 'UTC' }).definer(report, restored());
    expect(schedule.equals(digest)).to.equal(true);
    expect(schedule.name).to.equal('digest');
    expect(work).to.equal(report);
    expect(overlap).to.equal('skip');
  });

  it('wins over the interval of its job', () => {
    const { schedule } = new Registry().definer(new Poll(), restored());
    expect(schedule.plan.when).to.deep.equal(digest.plan.when);
  });

  it('keeps its name where it is edited, and all that is not said of when', () => {
    const registry = new Registry({ zone: 'UTC' });
    const kept = registry.definer(report, s => s.withName('nightly').toRunEvery(1).hours().withTimeout(500));
    const edited = registry.definer(report, restored(), kept);
    expect(edited.schedule.name).to.equal('nightly');
    expect(edited.schedule.plan).to.deep.equal(digest.plan);
    expect(edited.timeoutMs).to.equal(500);
  });

  it('takes the schedule of another copy of the package', () => {
    // A copy has a class of its own, which this one knows by its brand alone.
    const { name, plan } = digest;
    const foreign = Object.assign(Object.create({ [Symbol.for('carillon.Schedule')]: true }), { name, plan });
    expect(new Registry().definer(report, foreign as Schedule).schedule.equals(digest)).to.equal(true);
  });

  it('keeps its functions', () => {
    const { schedule } = declared(s =>
      s
        .toRunEvery(1)
        .days()
        .exceptOn(({ day }) => day === 21),
    );
    const { schedule: again } = new Registry().definer(report, schedule);
    expect(again.next(START)?.toISODate()).to.equal('2026-11-22');
  });
});

describe('a job by cron text', () => {
  it('is in the zone of its registry', () => {
    const { schedule } = new Registry({ zone: 'Asia/Tokyo' }).definer(report, '0 9 * * MON-FRI');
    expect(schedule.name).to.equal('report');
    expect(schedule.next(START)?.toISO()).to.equal('2026-11-23T09:00:00.000+09:00');
  });

  it('is refused where it is bad, with the name of its job', () => {
    expect(() => new Registry().definer(report, '0 25 * * *')).to.throw(
      ScheduleError,
      "job 'report': cron text '0 25 * * *': the hour field can't hold '25'",
    );
  });
});

describe('what is no schedule', () => {
  for (const input of [5, null, {}, { version: 1 }, ['0 9 * * *']]) {
    it(`is refused: ${JSON.stringify(input)}`, () => {
      expect(() => new Registry().definer(report, input as unknown as When)).to.throw(
        ScheduleError,
        'a schedule is said by a function such as s => s.toRunEvery(5).minutes(), by cron text, or is a Schedule such as Schedule.fromJSON(json), not ',
      );
    });
  }
});

describe('a scheduler', () => {
  it('adds and edits jobs by words, by cron text and by schedules', async () => {
    const clock = new VirtualClock(START);
    const scheduler = new Scheduler(new Registry({ zone: 'UTC' }), { clock }).start();
    const job = scheduler.add(report, restored());
    scheduler.add(function hourly() {}, '0 * * * *');
    expect(scheduler.jobs.map(({ name }) => name)).to.deep.equal(['digest', 'hourly']);
    expect(job.describe()).to.include('every day at 09:00 (Asia/Tokyo)');
    job.edit('0 10 * * *');
    expect(job.describe()).to.include('every day at 10:00 (Asia/Tokyo)');
    job.edit(declared(s => s.toRunEvery(5).minutes()).schedule);
    expect(job.name).to.equal('digest');
    expect(job.nextRun?.toMillis()).to.equal(START + 300_000);
    await scheduler.stop();
  });
});
