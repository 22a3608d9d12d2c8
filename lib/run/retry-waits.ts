/** A wait for another attempt. */
export interface RetryWait {
  /** When the attempt would begin, by the monotonic clock. */
  readonly untilMs: number;
  /** Nobody is to wait for it, and why. */
  giveUp(reason: string): void;
}

/** All who wait for another attempt. A stop does not wait for an attempt that would begin only when its drain is over. */
export class RetryWaits {
  readonly #waits = new Set<RetryWait>();
  #end: { readonly atMs: number; readonly reason: string } | undefined = undefined;

  /** @returns what is called when the wait is over */
  begin(wait: RetryWait): () => void {
    this.#waits.add(wait);
    this.#look(wait);
    return () => this.#waits.delete(wait);
  }

  /** No attempt begins from then on, by the monotonic clock. */
  endAt(atMs: number, reason: string): void {
    this.#end = { atMs, reason };
    for (const wait of this.#waits) this.#look(wait);
  }

  #look(wait: RetryWait): void {
    if (this.#end !== undefined && wait.untilMs >= this.#end.atMs) wait.giveUp(this.#end.reason);
  }
}
