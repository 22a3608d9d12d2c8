import { expect } from 'chai';
import { USUAL_REQUESTS } from '../../lib/host/stop-request.js';
import { HEARD, LEFT, shutdownRig, Worker } from '../support/shutdown-rig.js';

describe('ShutdownCoordinator, where others listen too,', () => {
  it('leaves the exit to an application that listens too, and says so once all has stopped', async () => {
    for (const [others, who] of [
      [HEARD, 'which listens too'],
      [{ ...HEARD, listen: false }, 'which took it'],
    ] as const) {
      const { coordinator, host, clock } = shutdownRig();
      const worker = new Worker('mail', 'digest');
      const unregister = coordinator.register(worker);
      host.ask('SIGTERM', HEARD);
      host.others = others.listen;
      expect(host.log).to.deep.equal(['carillon: SIGTERM: stopping, waiting for digest']);
      unregister();
      worker.settle();
      await clock.advance(0);
      expect(host.log.slice(1)).to.deep.equal([
        `carillon: SIGTERM: stopped, and leaving the exit to the application, ${who}`,
      ]);
      expect(host.heard).to.deep.equal([]);
    }
  });

  it('stops again where an application chose to go on', async () => {
    const { coordinator, host, clock } = shutdownRig();
    const worker = new Worker('mail');
    coordinator.register(worker);
    host.ask('SIGHUP', HEARD);
    worker.settle();
    await clock.advance(0);
    expect(host.heard).to.deep.equal(USUAL_REQUESTS);
    host.ask('SIGHUP', HEARD);
    expect(worker.stops).to.equal(2);
  });

  it('ends a later stop by what became of that one alone', async () => {
    const { coordinator, host, clock } = shutdownRig();
    const leaving = Object.assign(new Worker('leaving'), { leaveBy: 'exit' as const });
    const leave = coordinator.register(leaving);
    host.others = true;
    host.ask('SIGHUP', HEARD);
    leaving.settle('stuck');
    await clock.advance(0);
    expect(host.log.at(-1)).to.match(/leaving the exit to the application/);
    leave();
    const staying = new Worker('staying');
    coordinator.register(staying);
    host.others = false;
    host.ask('SIGTERM');
    staying.settle();
    await clock.advance(0);
    expect(host.log.slice(-2)).to.deep.equal([
      'carillon: SIGTERM: stopping, nothing is running',
      'raise SIGTERM, listening to []',
    ]);
  });

  it("takes the application's own raising of the signal for the end, and drains on", async () => {
    const { coordinator, host, clock } = shutdownRig();
    const worker = new Worker('mail', 'digest');
    coordinator.register(worker);
    host.ask('SIGTERM', HEARD);
    await clock.advance(500);
    host.ask('SIGTERM', LEFT);
    expect(worker.cancels).to.equal(0);
    expect(host.log.at(-1)).to.equal(
      'carillon: SIGTERM again, from the application, which is done: ending after the stop, waiting for digest',
    );
    worker.settle();
    await clock.advance(0);
    expect(host.log.at(-1)).to.equal('raise SIGTERM, listening to []');
  });

  it('asks who else listens once what was raised in the same turn has arrived', async () => {
    const { coordinator, host, clock } = shutdownRig();
    const worker = new Worker('mail');
    coordinator.register(worker);
    host.ask('SIGTERM', HEARD);
    host.onArrival = () => host.ask('SIGTERM', LEFT);
    worker.settle();
    await clock.advance(0);
    expect(host.log.at(-1)).to.equal('raise SIGTERM, listening to []');
  });
});
