import { expect } from 'chai';
import { USUAL_REQUESTS } from '../../lib/host/stop-request.js';
import { shutdownRig, Worker } from '../support/shutdown-rig.js';

describe('ShutdownCoordinator', () => {
  it('listens while there are participants, and once for all of them', () => {
    const { coordinator, host } = shutdownRig();
    expect(host.heard).to.deep.equal([]);
    const first = coordinator.register(new Worker('first'));
    const second = coordinator.register(new Worker('second'));
    expect(host.heard).to.deep.equal(USUAL_REQUESTS);
    first();
    first();
    expect(host.heard).to.deep.equal(USUAL_REQUESTS);
    second();
    expect(host.heard).to.deep.equal([]);
    coordinator.register(new Worker('third'));
    expect(host.heard).to.deep.equal(USUAL_REQUESTS);
  });

  it('listens to further signals while a participant asks for them, and stops all of them at one', () => {
    const { coordinator, host } = shutdownRig();
    const usual = new Worker('usual');
    coordinator.register(usual);
    const leave = coordinator.register(Object.assign(new Worker('more'), { signals: ['SIGUSR2', 'SIGTERM'] as const }));
    expect(host.heard).to.deep.equal([...USUAL_REQUESTS, 'SIGUSR2']);
    leave();
    expect(host.heard).to.deep.equal(USUAL_REQUESTS);
    coordinator.register(Object.assign(new Worker('again'), { signals: ['SIGUSR2'] as const }));
    host.ask('SIGUSR2');
    expect(usual.stops).to.equal(1);
  });

  it('leaves by exit where any participant says so, also one that has left before the end', async () => {
    const { coordinator, host, clock } = shutdownRig();
    const usual = new Worker('usual');
    const exiting = Object.assign(new Worker('exiting'), { leaveBy: 'exit' as const });
    coordinator.register(usual);
    const leave = coordinator.register(exiting);
    host.ask('SIGTERM');
    leave();
    exiting.settle();
    usual.settle();
    await clock.advance(0);
    expect(host.log.at(-1)).to.equal('exit 143');
  });

  it('names what is draining, stops all side by side, then removes its listeners and raises the signal', async () => {
    const { coordinator, host, clock } = shutdownRig();
    const [mail, idle] = [new Worker('mail', 'digest', 'welcome'), new Worker('idle')];
    coordinator.register(mail);
    coordinator.register(idle);
    host.ask('SIGTERM');
    expect(host.log).to.deep.equal(['carillon: SIGTERM: stopping, waiting for digest, welcome']);
    expect([mail.stops, idle.stops]).to.deep.equal([1, 1]);
    idle.settle();
    await clock.advance(1000);
    expect(host.log).to.have.length(1);
    mail.settle();
    await clock.advance(0);
    expect(host.log.slice(1)).to.deep.equal(['raise SIGTERM, listening to []']);
    expect([mail.cancels, idle.cancels]).to.deep.equal([0, 0]);
  });

  it('says so when nothing is running', () => {
    const { coordinator, host } = shutdownRig();
    coordinator.register(new Worker('idle'));
    host.ask('SIGINT');
    expect(host.log).to.deep.equal(['carillon: SIGINT: stopping, nothing is running']);
  });

  it('names twenty and counts the rest', () => {
    for (const [running, end] of [
      [20, 'job-18, job-19'],
      [21, 'job-19 and 1 more'],
    ] as const) {
      const { coordinator, host } = shutdownRig();
      coordinator.register(new Worker('many', ...Array.from({ length: running }, (_, index) => `job-${index}`)));
      host.ask('SIGINT');
      expect(host.log[0]?.endsWith(end)).to.equal(true);
    }
  });

  it('cancels at the second signal and exits at the third', async () => {
    const { coordinator, host, clock } = shutdownRig();
    const worker = new Worker('mail', 'digest');
    coordinator.register(worker);
    host.ask('SIGINT');
    await clock.advance(299);
    host.ask('SIGINT');
    expect(worker.cancels).to.equal(0);
    await clock.advance(1);
    host.ask('SIGINT');
    expect(worker.cancels).to.equal(1);
    expect(host.log.at(-1)).to.equal('carillon: SIGINT again: cancelling, waiting for digest');
    await clock.advance(300);
    host.ask('SIGINT');
    expect(host.log.at(-1)).to.equal('exit 130');
    expect([worker.stops, worker.cancels]).to.deep.equal([1, 1]);
  });

  it('exits with status 1, saying why, when something was abandoned', async () => {
    const { coordinator, host, clock } = shutdownRig();
    const worker = new Worker('mail', 'digest');
    coordinator.register(worker);
    host.ask('SIGTERM');
    worker.settle('digest');
    await clock.advance(0);
    expect(host.log.slice(1)).to.deep.equal(['carillon: mail abandoned digest', 'exit 1']);
  });

  it('still sees to all when participants throw or reject', async () => {
    for (const stop of [() => Promise.reject(new Error('no')), () => fail('no')]) {
      const { coordinator, host, clock } = shutdownRig();
      const sound = new Worker('sound');
      coordinator.register({ label: 'broken', pending: () => fail('no'), stop, cancelNow: () => fail('never') });
      coordinator.register(sound);
      host.ask('SIGTERM');
      await clock.advance(1000);
      host.ask('SIGTERM');
      expect([sound.stops, sound.cancels]).to.deep.equal([1, 1]);
      sound.settle();
      await clock.advance(0);
      expect(host.log).to.deep.equal([
        'carillon: SIGTERM: stopping, waiting for broken',
        'carillon: broken could not be stopped: Error: no',
        'carillon: broken could not be cancelled: Error: never',
        'carillon: SIGTERM again: cancelling, waiting for broken',
        'exit 1',
      ]);
    }
  });

  it('stops at once who registers while the process stops, and waits for it too', async () => {
    const { coordinator, host, clock } = shutdownRig();
    const [early, late] = [new Worker('early'), new Worker('late')];
    coordinator.register(early);
    host.ask('SIGTERM');
    coordinator.register(late);
    expect(late.stops).to.equal(1);
    early.settle();
    await clock.advance(0);
    expect(host.log).to.have.length(1);
    late.settle();
    await clock.advance(0);
    expect(host.log.at(-1)).to.equal('raise SIGTERM, listening to []');
  });

  it('waits for who registers as the last of the others has stopped, too', async () => {
    const { coordinator, host, clock } = shutdownRig();
    const [early, late] = [new Worker('early'), new Worker('late')];
    coordinator.register(early);
    host.ask('SIGTERM');
    host.onArrival = () => {
      if (late.stops === 0) coordinator.register(late);
    };
    early.settle();
    await clock.advance(0);
    expect([late.stops, host.log.length]).to.deep.equal([1, 1]);
    late.settle();
    await clock.advance(0);
    expect(host.log.at(-1)).to.equal('raise SIGTERM, listening to []');
  });

  it('listens for further signals when participants leave before their stop is over', async () => {
    const { coordinator, host, clock } = shutdownRig();
    const worker = new Worker('mail');
    const unregister = coordinator.register(worker);
    host.ask('SIGTERM');
    unregister();
    expect(host.heard).to.deep.equal(USUAL_REQUESTS);
    worker.settle();
    await clock.advance(0);
    expect(host.log.at(-1)).to.equal('raise SIGTERM, listening to []');
  });

  it('stops first and talks then, all that it prints on lines of their own', () => {
    const { coordinator, host } = shutdownRig();
    const worker = new Worker('mail', 'a\ncarillon: all is well', 'b\u001b[2J\u202e');
    coordinator.register(worker);
    const print = host.print.bind(host);
    host.print = line => {
      print(`${worker.stops} stopped: ${line}`);
    };
    host.ask('SIGTERM');
    expect(host.log).to.deep.equal([
      '1 stopped: carillon: SIGTERM: stopping, waiting for a\\ncarillon: all is well, b\\u001b[2J\\u202e',
    ]);
  });

  it('prints names, labels and errors that have no text', async () => {
    const { coordinator, host, clock } = shutdownRig();
    const name = Symbol('digest') as unknown as string;
    const unreadable = { toString: 0 } as unknown as string;
    coordinator.register({
      label: Symbol('mail') as unknown as string,
      pending: () => [name, unreadable],
      stop: async () => ({ abandoned: [name, Object.create(null)] }),
      cancelNow: () => {},
    });
    host.ask('SIGTERM');
    await clock.advance(0);
    expect(host.log).to.deep.equal([
      'carillon: SIGTERM: stopping, waiting for Symbol(digest), unprintable object',
      'carillon: Symbol(mail) abandoned Symbol(digest), unprintable object',
      'exit 1',
    ]);
  });
});

function fail(message: string): never {
  throw new Error(message);
}
