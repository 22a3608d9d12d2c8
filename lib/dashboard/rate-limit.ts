const MINUTE_MS = 60_000;
/** Users whose minute is kept; of more, those who were quiet for longest are forgotten. */
const MAX_USERS = 10_000;

/** So many actions within any minute, for each user. */
export class RateLimit {
  /** How many. */
  readonly most: number;
  /** When each user acted within the last minute, who acted last at the end. */
  readonly #acts = new Map<string, readonly number[]>();

  constructor(most: number) {
    this.most = most;
  }

  /** Counts one action. @returns how long the user has to wait, in milliseconds, where it is one too many. */
  count(user: string, nowMs: number): number | undefined {
    // What lies ahead was counted before the clock was set back.
    const acts = (this.#acts.get(user) ?? []).filter(at => at > nowMs - MINUTE_MS && at <= nowMs);
    const [first] = acts;
    if (first !== undefined && acts.length >= this.most) return first + MINUTE_MS - nowMs;
    this.#acts.delete(user);
    this.#acts.set(user, [...acts, nowMs]);
    if (this.#acts.size > MAX_USERS) this.#acts.delete(this.#acts.keys().next().value ?? '');
    return undefined;
  }
}
