import { processShutdown } from '../../../lib/host/shutdown-coordinator.js';

export interface StandInContext {
  readonly stopping: AbortSignal;
  readonly signal: AbortSignal;
}

/** Does with one run, or none, what a scheduler does: holds the process, and stops in its two bounded steps. */
export class StandInScheduler {
  readonly #stopping = new AbortController();
  readonly #signal = new AbortController();
  readonly #keepAlive = setInterval(() => {}, 60_000);
  readonly #run: Promise<void>;
  readonly #unregister: () => void;
  #running: string[];
  #stop: Promise<{ readonly abandoned: readonly string[] }> | undefined;

  constructor(name: string, work: (context: StandInContext) => Promise<void>, drainMs: number, cancelMs: number) {
    this.#running = [name];
    this.#run = work({ stopping: this.#stopping.signal, signal: this.#signal.signal }).then(() => {
      this.#running = [];
    });
    this.#unregister = processShutdown.register({
      label: 'scheduler',
      pending: () => this.#running,
      stop: () => {
        this.#stop ??= this.stop(drainMs, cancelMs);
        return this.#stop;
      },
      cancelNow: () => this.#signal.abort(),
    });
  }

  async stop(drainMs: number, cancelMs: number): Promise<{ readonly abandoned: readonly string[] }> {
    this.#stopping.abort();
    const drained = setTimeout(() => this.#signal.abort(), drainMs);
    const cancelled = new Promise<void>(resolve => {
      this.#signal.signal.addEventListener('abort', () => setTimeout(resolve, cancelMs).unref());
    });
    await Promise.race([this.#run, cancelled]);
    clearTimeout(drained);
    clearInterval(this.#keepAlive);
    this.#unregister();
    return { abandoned: this.#running };
  }
}
