import { expect } from 'chai';
import { type Alarm, type AlarmOptions, afterDelay, type Clock } from '../../lib/time/clock.js';

/** A clock whose alarms ring when the spec says so, early or late. */
class HandClock implements Clock {
  time = 0.25;
  readonly pending: { readonly atMs: number; readonly ring: () => void; readonly options: AlarmOptions | undefined }[] =
    [];

  now(): number {
    return 0;
  }

  monotonic(): number {
    return this.time;
  }

  alarm(atMs: number, ring: () => void, options?: AlarmOptions): Alarm {
    const alarm = { atMs, ring, options };
    this.pending.push(alarm);
    return { cancel: () => void this.pending.splice(this.pending.indexOf(alarm), 1) };
  }

  ringAt(time: number): void {
    this.time = time;
    this.pending.shift()?.ring();
  }
}

describe('afterDelay', () => {
  it('rings once, when the time has passed', () => {
    const clock = new HandClock();
    let rings = 0;
    afterDelay(clock, 100, () => rings++);
    expect(clock.pending.map(({ atMs }) => atMs)).to.deep.equal([100.25]);
    clock.ringAt(100.25);
    expect(rings).to.equal(1);
    expect(clock.pending).to.deep.equal([]);
  });

  it('waits again for the same moment after an early alarm, as often as it takes', () => {
    const clock = new HandClock();
    let rings = 0;
    afterDelay(clock, 100, () => rings++, { keepAlive: false });
    for (const time of [50, 99, 100]) clock.ringAt(time);
    expect(rings).to.equal(0);
    expect(clock.pending.map(({ atMs, options }) => ({ atMs, options }))).to.deep.equal([
      { atMs: 100.25, options: { keepAlive: false } },
    ]);
    clock.ringAt(140);
    expect(rings).to.equal(1);
  });

  it('can be cancelled, also after an early alarm', () => {
    const clock = new HandClock();
    const alarm = afterDelay(clock, 100, () => expect.fail('it was cancelled'));
    clock.ringAt(50);
    alarm.cancel();
    expect(clock.pending).to.deep.equal([]);
  });
});
