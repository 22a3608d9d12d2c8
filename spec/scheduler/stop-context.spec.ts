import { AsyncLocalStorage } from 'node:async_hooks';
import { expect } from 'chai';
import { Registry, Scheduler, type StopReport } from '../../lib/index.js';
import { VirtualClock } from '../../lib/testing/virtual-clock.js';
import { taking } from '../support/work.js';

describe('a stop', () => {
  it('is, as the start, outside of the async context of its caller for whoever takes part, listens or is asked', async () => {
    const request = new AsyncLocalStorage<string>();
    const seen: unknown[] = [];
    const note = () => void seen.push(request.getStore());
    const registry = new Registry();
    registry
      .schedule(() => {})
      .toRunEvery(1)
      .days()
      .at(9)
      .exceptOn(() => {
        note();
        return false;
      });
    const scheduler = new Scheduler(registry, { clock: new VirtualClock() });
    scheduler.on('stopping', note);
    scheduler.on('stopped', note);
    scheduler.join({ name: 'a part', halt: note, cancel: note, idle: async () => note() });
    seen.length = 0;
    request.run('a request', () => scheduler.start());
    await request.run('a request', () => scheduler.stop());
    expect(seen).to.have.length.at.least(5);
    expect(new Set(seen)).to.deep.equal(new Set([undefined]));
  });

  it('waits for the run that asks for it where that is a run of who takes part', async () => {
    const clock = new VirtualClock();
    const [inner, outer] = [new Scheduler(new Registry(), { clock }), new Scheduler(new Registry(), { clock })];
    outer.join({ name: 'inner', halt() {}, cancel() {}, idle: async () => void (await inner.stop()) });
    const report: Promise<StopReport>[] = [];
    inner.add(
      () => {
        report.push(outer.stop());
        return taking(clock, 500)();
      },
      s => s.toRunNow(),
    );
    inner.start();
    await clock.advance(1000);
    expect(await report[0]).to.deep.include({ finished: ['inner'], tookMs: 500 });
  });
});
