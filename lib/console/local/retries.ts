/** Runs whose attempts are remembered; of more, the oldest are forgotten. */
const KEPT = 1_000;

/** The end of an attempt that failed, from the start of its run, and the wait after it. */
export interface Retry {
  readonly endMs: number;
  readonly delayMs: number;
}

/** When the attempts of the last runs that needed several ended: the scheduler counts them, and keeps no times. */
export class Retries {
  readonly #byRun = new Map<string, readonly Retry[]>();

  add(runId: string, retry: Retry): void {
    const before = this.of(runId);
    this.#byRun.delete(runId);
    this.#byRun.set(runId, [...before, retry]);
    if (this.#byRun.size > KEPT) this.#byRun.delete(this.#byRun.keys().next().value ?? '');
  }

  of(runId: string): readonly Retry[] {
    return this.#byRun.get(runId) ?? [];
  }
}
