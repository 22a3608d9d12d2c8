import type { AnyEvent, RunRecord } from '../../lib/index.js';

/** What ends a run or stands for one that was not run, each with what comes after it, of the same record. */
const FOLLOWED_BY: Readonly<Record<string, readonly string[]>> = {
  succeeded: ['ended'],
  failed: ['ended'],
  timedOut: ['failed', 'ended'],
  abandoned: ['failed', 'ended'],
  cancelled: ['ended'],
  skipped: ['ended'],
  missed: ['ended'],
};

/**
 * All events of a scheduler in order: numbered without a gap, and of each record the finer event first, then `failed` where
 * it ended badly, then `ended`, with nothing between them.
 */
export class Stream {
  #seq = 0;
  #record: unknown = undefined;
  #due: readonly string[] = [];

  /** @returns what is wrong, or `undefined`. */
  heard({ seq, name, event }: AnyEvent): string | undefined {
    const expectedSeq = this.#seq + 1;
    this.#seq = seq;
    if (seq !== expectedSeq) return `'${name}' is number ${seq} of the events, not ${expectedSeq}`;
    const [due, ...rest] = this.#due;
    if (due !== undefined) {
      this.#due = rest;
      return name === due && event === this.#record ? undefined : `'${name}' comes where '${due}' is due`;
    }
    if (name === 'ended') return `'ended' comes without a finer event`;
    const followers = FOLLOWED_BY[name];
    if (followers === undefined) return undefined;
    const { outcome, error } = event as RunRecord;
    this.#record = event;
    this.#due = followers;
    if (outcome.kind !== name) return `'${name}' comes for what is ${outcome.kind}`;
    return followers.includes('failed') && error === undefined ? `'${name}' comes without an error` : undefined;
  }
}
