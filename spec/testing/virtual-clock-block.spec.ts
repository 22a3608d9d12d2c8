import { expect } from 'chai';
import { VirtualClock } from '../../lib/testing/virtual-clock.js';
import { rejection } from '../support/rejection.js';

describe('VirtualClock.block', () => {
  it('moves both axes at once, and rings late what it passed over', async () => {
    const clock = new VirtualClock();
    const rung: number[] = [];
    clock.alarm(10, () => rung.push(clock.monotonic()));
    clock.alarm(20, () => rung.push(clock.monotonic()));
    clock.alarm(101, () => rung.push(clock.monotonic()));
    const blocked = clock.block(100);
    expect(clock.monotonic()).to.equal(100);
    expect(rung).to.deep.equal([]);
    await blocked;
    expect(rung).to.deep.equal([100, 100]);
  });

  it('inside an alarm delays those that follow, beyond the end of the advance if need be', async () => {
    const clock = new VirtualClock();
    const rung: number[] = [];
    clock.alarm(10, () => void clock.block(100).then(() => rung.push(-1)));
    clock.alarm(20, () => rung.push(clock.monotonic()));
    clock.alarm(40, () => rung.push(clock.monotonic()));
    await clock.advance(30);
    expect(rung).to.deep.equal([-1, 110, 110]);
    expect(clock.monotonic()).to.equal(110);
  });

  it('is given up where what rings blocks for longer than its interval each time', async () => {
    const clock = new VirtualClock();
    clock.alarm(5, function ring() {
      void clock.block(7);
      clock.alarm(clock.monotonic(), ring);
    });
    expect(await rejection(clock.advance(14))).to.match(/since runs blocked beyond the end of the advance: look for/);
  });

  it('rings all that became due meanwhile, however often what rings blocks', async () => {
    const clock = new VirtualClock();
    let rung = 0;
    clock.alarm(5, function ring() {
      rung += 1;
      void clock.block(7);
      if (rung < 5) clock.alarm(clock.monotonic(), ring);
    });
    await clock.advance(6);
    expect(rung).to.equal(5);
  });
});
