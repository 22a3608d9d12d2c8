import type { OtherListeners } from '../../lib/host/other-listeners.js';
import type { ProcessSignals } from '../../lib/host/process-signals.js';
import { ShutdownCoordinator } from '../../lib/host/shutdown-coordinator.js';
import type { ShutdownParticipant } from '../../lib/host/shutdown-participant.js';
import type { Signal, StopRequest } from '../../lib/host/stop-request.js';
import { VirtualClock } from '../../lib/testing/virtual-clock.js';

/** A coordinator of a process and a clock that the spec drives. */
export function shutdownRig(): {
  readonly host: Host;
  readonly clock: VirtualClock;
  readonly coordinator: ShutdownCoordinator;
} {
  const host = new Host();
  const clock = new VirtualClock();
  return { host, clock, coordinator: new ShutdownCoordinator(host, clock) };
}

/** What a request finds: nobody else listens. */
const ALONE: OtherListeners = { listen: false, haveLeft: false };

/** Others listen. */
export const HEARD: OtherListeners = { listen: true, haveLeft: false };

/** One who listened at the first has left. */
export const LEFT: OtherListeners = { listen: false, haveLeft: true };

/** A process that writes down what is done to it. */
export class Host implements ProcessSignals {
  readonly log: string[] = [];
  others = false;
  onArrival: () => void = () => {};
  readonly #listeners = new Map<StopRequest, (others: OtherListeners) => void>();

  get heard(): readonly StopRequest[] {
    return [...this.#listeners.keys()];
  }

  ask(request: StopRequest, others: OtherListeners = ALONE): void {
    this.#listeners.get(request)?.(others);
  }

  listen(request: StopRequest, onRequest: (others: OtherListeners) => void): () => void {
    this.#listeners.set(request, onRequest);
    return () => this.#listeners.delete(request);
  }

  othersListen(): boolean {
    return this.others;
  }

  async arrival(): Promise<void> {
    this.onArrival();
  }

  raise(signal: Signal): void {
    this.log.push(`raise ${signal}, listening to [${this.heard}]`);
  }

  exit(status: number): void {
    this.log.push(`exit ${status}`);
  }

  print(line: string): void {
    this.log.push(line);
  }
}

/** A participant that stops when the spec says so. */
export class Worker implements ShutdownParticipant {
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
