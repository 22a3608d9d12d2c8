import { expect } from 'chai';
import type { ProcessSignals } from '../../lib/host/process-signals.js';
import { ShutdownCoordinator, type ShutdownParticipant } from '../../lib/host/shutdown-coordinator.js';
import type { StopRequest } from '../../lib/host/shutdown-policy.js';
import { VirtualClock } from '../../lib/testing/virtual-clock.js';

describe('ShutdownCoordinator', () => {
  it('listens while there are participants, and once for all of them', () => {
    const { coordinator, host } = setUp();
    expect(host.listeners).to.equal(0);
    const first = coordinator.register(new Worker('first'));
    const second = coordinator.register(new Worker('second'));
    expect(host.listeners).to.equal(1);
    first();
    first();
    expect(host.listeners).to.equal(1);
    second();
    expect(host.listeners).to.equal(0);
    coordinator.register(new Worker('third'));
    expect(host.listeners).to.equal(1);
  });

  it('names what is draining, stops all side by side, then removes its listeners and raises the signal', async () => {
    const { coordinator, host, clock } = setUp();
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
    expect(host.log.slice(1)).to.deep.equal(['raise SIGTERM with 0 listeners']);
    expect([mail.cancels, idle.cancels]).to.deep.equal([0, 0]);
  });

  it('says so when nothing is running', () => {
    const { coordinator, host } = setUp();
    coordinator.register(new Worker('idle'));
    host.ask('SIGINT');
    expect(host.log).to.deep.equal(['carillon: SIGINT: stopping, nothing is running']);
  });

  it('names twenty and counts the rest', () => {
    for (const [running, end] of [
      [20, 'job-18, job-19'],
      [21, 'job-19 and 1 more'],
    ] as const) {
      const { coordinator, host } = setUp();
      coordinator.register(new Worker('many', ...Array.from({ length: running }, (_, index) => `job-${index}`)));
      host.ask('SIGINT');
      expect(host.log[0]?.endsWith(end)).to.equal(true);
    }
  });

  it('cancels at the second signal and exits at the third', async () => {
    const { coordinator, host, clock } = setUp();
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
    const { coordinator, host, clock } = setUp();
    const worker = new Worker('mail', 'digest');
    coordinator.register(worker);
    host.ask('SIGTERM');
    worker.settle('digest');
    await clock.advance(0);
    expect(host.log.slice(1)).to.deep.equal(['carillon: mail abandoned digest', 'exit 1']);
  });

  it('still sees to all when participants throw or reject', async () => {
    for (const stop of [() => Promise.reject(new Error('no')), () => fail('no')]) {
      const { coordinator, host, clock } = setUp();
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
        'carillon: SIGTERM again: cancelling, waiting for broken',
        'carillon: broken could not be cancelled: Error: never',
        'exit 1',
      ]);
    }
  });

  it('stops at once who registers while the process stops, and waits for it too', async () => {
    const { coordinator, host, clock } = setUp();
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
    expect(host.log.at(-1)).to.equal('raise SIGTERM with 0 listeners');
  });

  it('listens for further signals when participants leave before their stop is over', async () => {
    const { coordinator, host, clock } = setUp();
    const worker = new Worker('mail');
    const unregister = coordinator.register(worker);
    host.ask('SIGTERM');
    unregister();
    expect(host.listeners).to.equal(1);
    worker.settle();
    await clock.advance(0);
    expect(host.log.at(-1)).to.equal('raise SIGTERM with 0 listeners');
  });

  it('leaves the exit to an application that listens too', async () => {
    const { coordinator, host, clock } = setUp();
    const worker = new Worker('mail', 'digest');
    const unregister = coordinator.register(worker);
    host.ask('SIGTERM', true);
    expect(host.log).to.deep.equal([
      'carillon: SIGTERM: stopping, waiting for digest, and leaving the exit to the application, which listens too',
    ]);
    unregister();
    worker.settle();
    await clock.advance(0);
    expect(host.log).to.have.length(1);
    expect(host.listeners).to.equal(0);
  });
});

function setUp() {
  const host = new Host();
  const clock = new VirtualClock();
  return { host, clock, coordinator: new ShutdownCoordinator(host, clock) };
}

function fail(message: string): never {
  throw new Error(message);
}

/** A process that writes down what is done to it. */
class Host implements ProcessSignals {
  readonly log: string[] = [];
  readonly #listeners = new Set<(request: StopRequest, applicationListens: boolean) => void>();

  get listeners(): number {
    return this.#listeners.size;
  }

  ask(request: StopRequest, applicationListens = false): void {
    for (const listener of this.#listeners) listener(request, applicationListens);
  }

  listen(onRequest: (request: StopRequest, applicationListens: boolean) => void): () => void {
    this.#listeners.add(onRequest);
    return () => this.#listeners.delete(onRequest);
  }

  raise(signal: StopRequest): void {
    this.log.push(`raise ${signal} with ${this.listeners} listeners`);
  }

  exit(status: number): void {
    this.log.push(`exit ${status}`);
  }

  print(line: string): void {
    this.log.push(line);
  }
}

/** A participant that stops when the spec says so. */
class Worker implements ShutdownParticipant {
  readonly label: string;
  stops = 0;
  cancels = 0;
  settle: (...abandoned: readonly string[]) => void = () => {};
  readonly #running: readonly string[];

  constructor(label: string, ...running: readonly string[]) {
    this.label = label;
    this.#running = running;
  }

  pending(): readonly string[] {
    return this.#running;
  }

  stop(): Promise<{ readonly abandoned: readonly unknown[] }> {
    this.stops += 1;
    return new Promise(resolve => {
      this.settle = (...abandoned) => resolve({ abandoned });
    });
  }

  cancelNow(): void {
    this.cancels += 1;
  }
}
