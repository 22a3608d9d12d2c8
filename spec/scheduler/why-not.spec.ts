import { expect } from 'chai';
import { Registry, ScheduleError, Scheduler, type SchedulerOptions, type Words } from '../../lib/index.js';
import { VirtualClock } from '../../lib/testing/virtual-clock.js';
import { rigOf } from '../support/scheduler-rig.js';
import { definitionOf, said as saidWords } from '../support/schedules.js';

describe('whyNot', () => {
  it('says in one sentence what became of an instant', async () => {
    const clock = new VirtualClock(Date.UTC(2026, 0, 1, 0, 0, 0, 500));
    let fails = false;
    const work = () => {
      if (fails) throw new Error('no disk');
    };
    const { scheduler } = rigOf([definitionOf(work)], { clock, history: 8 });
    const why = (instant: string) => scheduler.whyNot('job', `2026-01-01T00:00:${instant}Z`);
    expect(scheduler.whyNot('none', 0)).to.equal("there is no job named 'none'.");
    expect(why('01')).to.contain('the scheduler has not been started');
    scheduler.start();
    await clock.advance(1000);
    expect(why('00')).to.contain('the scheduler was started later, at 2026-01-01T00:00:00.500Z');
    expect(why('01')).to.equal("job 'job' at 2026-01-01T00:00:01Z: it ran, and succeeded after 0 ms.");
    expect(why('01.200')).to.contain(
      'its schedule names no such instant; the nearest are 2026-01-01T00:00:01Z and 2026-01-01T00:00:02Z',
    );
    expect(why('02')).to.contain('it is due then');
    fails = true;
    await clock.advance(1000);
    expect(why('02')).to.contain('it ran and failed: Error: no disk');
    scheduler.get('job')?.pause('maintenance');
    expect(why('03')).to.contain('will not run').and.to.contain('maintenance');
    await clock.advance(1000);
    expect(why('03')).to.contain('it was skipped (paused): maintenance');
    scheduler.get('job')?.resume();
    await clock.block(3000);
    await clock.advance(0);
    expect(why('05')).to.contain('it was missed, since the scheduler came only at 2026-01-01T00:00:06.500Z');
    expect(why('04.500')).to.contain('its schedule names no such instant');
    expect(why('05')).to.contain('the run job@2026-01-01T00:00:06.000Z stood in for it');
    await clock.advance(10_000);
    expect(why('01')).to.equal(
      "job 'job' may have run at 2026-01-01T00:00:01Z: its history no longer reaches back that far.",
    );
    await scheduler.stop();
    expect(why('59')).to.match(/will not run at \S+: the scheduler was stopped at/);
  });

  it('says of what was missed what became of the run that was to make up for it', async () => {
    const unending = () => new Promise<void>(() => {});
    const { clock, scheduler } = rigOf([
      definitionOf(unending),
      definitionOf(unending, { name: 'next', overlap: 'cancelPrevious' }),
    ]);
    const why = (name: string) => scheduler.whyNot(name, '2026-01-01T00:00:02Z').replace(/^.*; /, '');
    scheduler.start();
    await clock.advance(1000);
    clock.sleep(3000);
    await clock.advance(1000);
    const told = 'the run job@2026-01-01T00:00:05.000Z was to stand in for it';
    const refused = 'but it was skipped (overlap): the run job@2026-01-01T00:00:00.000Z was in its way.';
    expect([why('job'), why('next')]).to.deep.equal([`${told}, ${refused}`, `${told.replace('job', 'next')}.`]);
  });

  it('speaks of what is to come as of that, and of what is over as of that', async () => {
    const { clock, scheduler } = rigOf([
      definitionOf(() => {}),
      definitionOf(() => {}, { name: 'late', jitterMs: 900 }),
    ]);
    const told = (name: string, second: string) => {
      const { verdict, code, text } = scheduler.explainRun(name, `2026-01-01T00:00:${second}Z`);
      return `${verdict}, ${code}: ${text}`;
    };
    const notStarted = 'run at 2026-01-01T00:00:01Z: the scheduler has not been started.';
    expect(told('job', '01')).to.equal(`willNot, notStarted: job 'job' will not ${notStarted}`);
    await clock.advance(2000);
    expect(told('job', '01')).to.equal(`notRun, notStarted: job 'job' did not ${notStarted}`);
    scheduler.start();
    await clock.advance(500);
    expect(told('job', '02.100')).to.match(
      /^noOccurrence, noOccurrence: job 'job' did not run at .*: its schedule names/,
    );
    expect(told('job', '09.100')).to.match(
      /^noOccurrence, noOccurrence: job 'job' will not run at .*: its schedule names/,
    );
    const start = scheduler
      .get('late')
      ?.preview(5)
      .find(({ second }) => second === 4)
      ?.toUTC()
      .toISO()
      ?.replace('Z', '');
    expect(told('late', '04')).to.equal(
      `toCome, due: job 'late' has not run at 2026-01-01T00:00:04Z yet: it is due then, and starts at ${start}Z.`,
    );
  });

  it('knows why there is no record of what is over', async () => {
    const { clock, scheduler } = rigOf([
      definitionOf(() => {}, { name: 'twice', relative: { times: 2 } }),
      definitionOf(() => {}, { name: 'after', relative: { afterCompletion: { unit: 'seconds', count: 2 } } }),
    ]);
    scheduler.start();
    await clock.advance(5500);
    scheduler.add(() => {}, saidWords({ name: 'new' }));
    await clock.advance(3000);
    const why = (name: string, second: string) => scheduler.whyNot(name, `2026-01-01T00:00:${second}Z`);
    expect(why('twice', '04')).to.contain('did not run').and.to.contain('its number of runs was used up before');
    expect(why('twice', '59')).to.contain('will not run').and.to.contain('its number of runs is used up');
    expect(why('new', '04')).to.contain('did not run').and.to.contain('its schedule holds only since');
    expect(why('after', '03')).to.contain('did not run').and.to.contain('none was due then');
  });

  it('knows what a clock that was set back does not repeat', async () => {
    const { clock, scheduler } = startedWith(s => s.toRunCron('0 0,1,2 * * *'), { history: 1 });
    await clock.advance({ hours: 2, minutes: 30 });
    clock.jump({ hours: -2 });
    await clock.advance({ minutes: 1 });
    expect(scheduler.whyNot('job', '2026-01-01T01:00Z')).to.match(/will not run at \S+: its next run is at 2026-01-02/);
  });

  it('has a job without a schedule run when it is asked for', () => {
    const { scheduler } = startedWith(s => s.whenAsked());
    const why = scheduler.whyNot('job', '2026-01-01T01:00Z');
    expect(why).to.contain('it has no schedule, and runs when it is asked for');
  });

  it('takes the name of a job, and not its handle', () => {
    const { scheduler } = rigOf([definitionOf(() => {})]);
    const job = scheduler.get('job') as unknown as string;
    const message = 'takes the name of a job, not a ScheduledJob: say job.name';
    expect(() => scheduler.whyNot(job, 0)).to.throw(ScheduleError, `whyNot(…) ${message}`);
    expect(() => scheduler.explainRun(job, 0)).to.throw(ScheduleError, `explainRun(…) ${message}`);
  });

  it('knows a run in progress and a job that has ended', async () => {
    const { clock, scheduler } = rigOf([definitionOf(() => new Promise(() => {}), { relative: { times: 1 } })]);
    scheduler.start();
    await clock.advance(0);
    expect(scheduler.whyNot('job', '2026-01-01T00:00Z')).to.contain('it is running');
    expect(scheduler.whyNot('job', '2026-01-01T00:01Z')).to.contain('its number of runs is used up');
  });

  it('knows a run that waits, and what is beyond the last', async () => {
    const { clock, scheduler } = rigOf([
      definitionOf(() => new Promise(() => {}), { name: 'first', group: 'lane', every: 9 }),
      definitionOf(() => {}, { name: 'second', group: 'lane', relative: { times: 3 } }),
      definitionOf(() => {}, { name: 'pause', relative: { afterCompletion: { unit: 'seconds', count: 2 } } }),
    ]);
    scheduler.start();
    await clock.advance(500);
    const why = (name: string, second: string) => scheduler.whyNot(name, `2026-01-01T00:00:${second}Z`);
    expect(why('second', '00')).to.contain('it waits for its turn');
    expect(why('second', '03')).to.contain('it is due then');
    expect(why('second', '04')).to.contain('its number of runs, of which 3 are left, is used up before');
    expect(why('pause', '02')).to.contain('it is due then');
    expect(why('pause', '03')).to.contain('hangs on when that ends');
  });

  it('says of what was thrown what it says of it once that is history, whatever it was', async () => {
    const thrown = [
      new TypeError('no disk'),
      new TypeError(),
      { name: 'no error', message: 'no disk' },
      { message: 'no disk' },
      { name: 'no error' },
      {
        get name(): never {
          throw new Error('not to be asked');
        },
      },
      'no disk',
      undefined,
    ];
    const next = thrown.values();
    const fail = () => {
      throw next.next().value;
    };
    const { clock, scheduler } = rigOf([definitionOf(fail)], { history: thrown.length });
    scheduler.start();
    const said = (index: number) => scheduler.whyNot('job', clock.now() - 1000 * index);
    const atOnce: string[] = [];
    for (const index of thrown.keys()) {
      await clock.advance(index === 0 ? 0 : 1000);
      atOnce.push(said(0));
    }
    expect(atOnce.map(text => /failed: (.*)\.$/.exec(text)?.[1])).to.deep.equal([
      'TypeError: no disk',
      'TypeError',
      'Error: {"name":"no error","message":"no disk"}',
      'Error: {"message":"no disk"}',
      'Error: {"name":"no error"}',
      'Error: a thrown object that has no text',
      'Error: no disk',
      'Error: undefined',
    ]);
    expect(thrown.map((_, index) => said(index)).toReversed()).to.deep.equal(atOnce);
  });

  it('knows an occurrence by the instant at which its run starts', async () => {
    const { clock, scheduler } = rigOf([definitionOf(() => {}, { jitterMs: 900 })]);
    scheduler.start();
    await clock.advance(0);
    const job = scheduler.get('job');
    const next = job?.nextRun ?? 0;
    await clock.advance(2000);
    expect(scheduler.whyNot('job', next)).to.contain('it ran, and succeeded');
  });

  it('says from within a run what comes after it', async () => {
    const said: string[] = [];
    const afterCompletion = { count: 1, unit: 'minutes' } as const;
    const ask = () => void said.push(scheduler.whyNot('job', '2026-01-01T00:00:01Z'));
    const { clock, scheduler } = rigOf([definitionOf(ask, { relative: { times: 2 } })]);
    scheduler.start();
    await clock.advance(0);
    const words = saidWords({ name: 'other', hasGrid: false, relative: { runNow: true, afterCompletion } });
    scheduler.add(() => void said.push(scheduler.whyNot('other', '2026-01-01T00:02:00Z')), words);
    await clock.advance(0);
    expect(said[0]).to.contain('it is due then');
    expect(said[1]).to.contain('its next run is counted from the end of the one in progress');
  });

  it('says what a name, a reason or an error says on one line, and without what steers a terminal', async () => {
    const forged = 'mail\n2026-11-20 all is well\r\u001b[2J\u009b\u2028\u202e\u200f';
    const fail = () => {
      throw new Error(forged);
    };
    const { scheduler } = rigOf([definitionOf(fail, { name: forged, every: 60 })]);
    scheduler.start();
    const job = scheduler.get(forged);
    await job?.trigger();
    job?.pause(forged);
    await job?.trigger();
    const said = (job?.history ?? []).map(({ occurrence }) => scheduler.whyNot(forged, occurrence));
    for (const text of [...said, scheduler.explainRun(`${forged}!`, 0).text]) {
      expect(text).to.include('mail\\n2026-11-20 all is well\\r\\u001b[2J\\u009b\\u2028\\u202e\\u200f');
      expect(text).not.to.match(/[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}]/u);
    }
  });
});

/** A scheduler that has started, with one job. */
function startedWith(words: Words, options: SchedulerOptions = {}) {
  const clock = new VirtualClock();
  const registry = new Registry({ zone: 'UTC' });
  words(registry.schedule(() => {}).withName('job'));
  return { clock, scheduler: new Scheduler(registry, { ...options, clock }).start() };
}
