import { expect } from 'chai';
import type * as ours from '../../lib/host/shared.js';
import { shared } from '../../lib/host/shared.js';
import { Registry, ScheduleError, Scheduler } from '../../lib/index.js';
import { VirtualClock } from '../../lib/testing/index.js';

const copy: typeof ours = await import(new URL('../../lib/host/shared.js?copy', import.meta.url).href);

describe('what copies of the package share', () => {
  it('is made once, also for another copy of the module', () => {
    const made = shared('made once', () => ({}));
    expect(shared('made once', () => ({}))).to.equal(made);
    expect(copy.shared('made once', () => ({}))).to.equal(made);
    expect(shared('another', () => ({}))).not.to.equal(made);
  });

  it('is made anew when it was forgotten, and not kept when making it throws', () => {
    let forget: () => void = () => {};
    const first = shared('forgotten', giveUp => {
      forget = giveUp;
      return {};
    });
    forget();
    const second = shared('forgotten', () => ({}));
    expect(second).not.to.equal(first);
    forget();
    expect(shared('forgotten', () => ({}))).to.equal(second);
    const failing = () => {
      throw new Error('no');
    };
    expect(() => shared('thrown', failing)).to.throw('no');
    expect(shared('thrown', () => 1)).to.equal(1);
  });
});

describe('Scheduler.shared', () => {
  it('gives one scheduler a name, and another once that has begun to stop', async () => {
    const clock = new VirtualClock('2026-11-20T12:00:00Z');
    const make = () => new Scheduler(new Registry(), { clock }).start();
    const first = Scheduler.shared('reloaded', make);
    expect(Scheduler.shared('reloaded', make)).to.equal(first);
    expect(Scheduler.shared('beside it', make)).not.to.equal(first);
    const stopped = first.stop();
    const second = Scheduler.shared('reloaded', make);
    expect(second).not.to.equal(first);
    await stopped;
    expect(Scheduler.shared('reloaded', make)).to.equal(second);
    await second.stop();
  });

  it('keeps none that has begun to stop before it is kept, as one does that is started while the process stops', async () => {
    const clock = new VirtualClock();
    const stopped: Promise<unknown>[] = [];
    const first = Scheduler.shared('too late', () => {
      const scheduler = new Scheduler(new Registry(), { clock }).start();
      stopped.push(scheduler.stop());
      return scheduler;
    });
    await Promise.all(stopped);
    const second = Scheduler.shared('too late', () => new Scheduler());
    expect([first.state, second.state]).to.deep.equal(['stopped', 'new']);
  });

  it('is not asked for while it is made, of which two would come', () => {
    const make = () => {
      Scheduler.shared('circular', () => new Scheduler());
      return new Scheduler();
    };
    expect(() => Scheduler.shared('circular', make)).to.throw(ScheduleError, "'circular' is just being made");
    expect(Scheduler.shared('circular', () => new Scheduler())).to.be.instanceOf(Scheduler);
  });

  it('says what it takes', () => {
    const make = () => new Scheduler();
    for (const name of ['', undefined, 7]) {
      expect(() => Scheduler.shared(name as string, make)).to.throw(
        ScheduleError,
        /goes by a name, as Scheduler\.shared/,
      );
    }
    expect(() => Scheduler.shared('app', new Scheduler() as never)).to.throw(ScheduleError, /is made by a function/);
    const promising = async () => new Scheduler();
    expect(() => Scheduler.shared('promised', promising as never)).to.throw(
      ScheduleError,
      /'promised' must return a Sch/,
    );
  });
});
