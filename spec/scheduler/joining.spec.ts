import { createServer } from 'node:http';
import { expect } from 'chai';
import { ScheduleError } from '../../lib/errors.js';
import { VirtualClock } from '../../lib/testing/virtual-clock.js';
import { rigOf } from '../support/scheduler-rig.js';
import { taking } from '../support/work.js';

describe('who joins a stop', () => {
  it('is halted when it begins, cancelled when the drain is over, waited for, and named in the report', async () => {
    const clock = new VirtualClock();
    const { scheduler } = rigOf([], { clock });
    const told: string[] = [];
    const part = (name: string, ms: number) => ({
      name,
      halt: () => void told.push(`${name} halt`),
      cancel: () => void told.push(`${name} cancel`),
      idle: () => taking(clock, ms)(),
    });
    scheduler.join(part('quick', 10));
    scheduler.join(part('slow', 150));
    scheduler.join(part('stuck', 60_000));
    scheduler.join(part('left', 60_000))();
    scheduler.start();
    const report = scheduler.stop({ drain: 100, cancel: 100 });
    expect(told).to.deep.equal(['quick halt', 'slow halt', 'stuck halt']);
    await clock.advance(1000);
    expect(await report).to.deep.include({ finished: ['quick'], cancelled: ['slow'], abandoned: ['stuck'] });
    expect(told.slice(3)).to.include.members(['slow cancel', 'stuck cancel']);
    for (const none of [{ name: 'none' }, undefined, null, 'server'])
      expect(() => scheduler.join(none as never)).to.throw(/join takes a participant/);
  });

  it('is asked once when it is idle, also where a signal is told what is waited for', async () => {
    const clock = new VirtualClock();
    const { scheduler, participants } = rigOf([], { clock });
    const told: string[] = [];
    const part = (name: string, halt = () => {}) => ({
      name,
      halt() {
        told.push(`${name} halt`);
        halt();
      },
      cancel() {},
      idle() {
        told.push(`${name} idle`);
        return taking(clock, 50)();
      },
    });
    scheduler.join(part('server', () => void scheduler.join(part('its pool'))));
    scheduler.start();
    expect(participants[0]?.pending()).to.deep.equal(['server']);
    const report = participants[0]?.stop();
    expect(participants[0]?.pending()).to.deep.equal(['server', 'its pool']);
    scheduler.join(part('late'));
    await clock.advance(50);
    expect(await report).to.deep.include({ finished: ['server', 'its pool'], tookMs: 50 });
    expect(told).to.deep.equal(['server halt', 'its pool halt', 'server idle', 'its pool idle', 'late halt']);
  });

  it('is told of by its name: where it never ends, and where it fails once it was taken off', async () => {
    const { clock, scheduler, printed } = rigOf([], { listens: false });
    let fail: (error: Error) => void = () => {};
    const failing = () => new Promise<never>((_, reject) => (fail = reject));
    const leave = scheduler.join({ name: 'page', halt() {}, cancel() {}, idle: failing });
    scheduler.join({ name: 'pool', halt() {}, cancel() {}, idle: () => new Promise(() => {}) });
    scheduler.on('stopping', () => new Promise(() => {}));
    const report = scheduler.stop({ drain: 10, cancel: 10 });
    leave();
    fail(new Error('no'));
    await clock.advance(20);
    await report;
    expect(printed.map(line => line.split('\n')[0])).to.deep.equal([
      "idle() of 'page' threw: Error: no",
      "'pool', which joined the stop, was abandoned: it had not ended when the stop was over",
      "a listener of 'stopping' was abandoned: it had not ended when the stop was over",
    ]);
  });

  it('is not waited for when it is taken off', async () => {
    const clock = new VirtualClock();
    const { scheduler } = rigOf([], { clock });
    const leave = scheduler.join({ name: 'page', halt() {}, cancel() {}, idle: () => new Promise(() => {}) });
    scheduler.start();
    const report = scheduler.stop();
    await clock.advance(20);
    leave();
    expect(await report).to.deep.include({ finished: ['page'], tookMs: 20 });
  });

  it('leaves nothing at the web server that it was, however often that is', () => {
    const { scheduler } = rigOf([]);
    const server = createServer();
    const before = server.eventNames().map(name => server.listenerCount(name));
    for (let count = 0; count < 20; count += 1) scheduler.joinServer(server)();
    expect(() => scheduler.joinServer(server, 5 as never)).to.throw(
      ScheduleError,
      "joinServer takes the server's name",
    );
    expect(server.eventNames().map(name => server.listenerCount(name))).to.deep.equal(before);
  });

  it('is not waited for by the stop that it waits for', async () => {
    const clock = new VirtualClock();
    const { scheduler } = rigOf([], { clock });
    const asked: Promise<unknown>[] = [];
    const halt = () => void asked.push(scheduler.stop());
    scheduler.join({ name: 'a', halt() {}, cancel() {}, idle: () => scheduler.stop() });
    scheduler.join({ name: 'b', halt, cancel() {}, idle: () => Promise.all(asked) });
    scheduler.join({ name: 'slow', halt() {}, cancel() {}, idle: () => taking(clock, 100)() });
    scheduler.start();
    const report = scheduler.stop();
    await clock.advance(100);
    expect(await report).to.deep.include({ finished: ['slow', 'a', 'b'], tookMs: 100 });
  });

  it('is refused beyond ten thousand, so that one that has another join each time it is asked ends the stop all the same', async () => {
    const { scheduler, printed } = rigOf([]);
    let asked = 0;
    const part = () => ({ name: 'another', halt() {}, cancel() {}, idle });
    const idle = async () => {
      asked += 1;
      // Bounded, lest a failure of this spec holds the process for ever.
      if (asked < 20_000) scheduler.join(part());
    };
    scheduler.join(part());
    scheduler.start();
    expect((await scheduler.stop()).finished).to.have.length(10_000);
    expect(asked).to.equal(10_000);
    expect(printed.join()).to.include("idle() of 'another' threw").and.to.include('10000 have joined already');
  });
});
