import type { Alarm, Clock } from '../../index.js';
import { after } from '../delay.js';
import { LastingProblems } from '../lasting-problems.js';
import type { FarmHappening } from '../seam.js';
import type { DatabaseRow } from './database.js';

/** A statement that takes longer may be waiting for a lock, which is given up after five seconds. */
const SLOW_MS = 2_000;

/** So long after it was seen last a wait is over: what was given up meanwhile is tried again within that. */
const OVER_MS = 10_000;

/**
 * Who holds what the sessions of this host have waited for longer than two seconds. Of those that wait for one another only
 * who waits for nobody is in the way. What anybody's statements say is not asked for.
 */
const IN_THE_WAY = `with recursive way(pid) as (
    select b.pid from pg_stat_activity w, unnest(pg_blocking_pids(w.pid)) b(pid)
    where w.application_name = current_setting('application_name') and w.datname = current_database()
      and w.wait_event_type = 'Lock' and clock_timestamp() - w.query_start >= ${SLOW_MS} * interval '1 ms'
    union select b.pid from way, unnest(pg_blocking_pids(way.pid)) b(pid))
  select way.pid, a.application_name as application, a.usename as role
  from way left join pg_stat_activity a on a.pid = way.pid
  where cardinality(pg_blocking_pids(way.pid)) = 0 order by way.pid limit 10`;

/** Names who holds a lock that statements of this host wait for: once, and again when that is over. */
export class LockWatch {
  readonly #ask: (text: string) => Promise<readonly DatabaseRow[]>;
  readonly #clock: Clock;
  readonly #problems: LastingProblems;
  readonly #seenMs = new Map<string, number>();
  #isLooking = false;
  #again: Alarm | undefined;
  #isClosed = false;

  /** @param ask by a session that is not watched itself */
  constructor(
    ask: (text: string) => Promise<readonly DatabaseRow[]>,
    clock: Clock,
    tell: (event: FarmHappening) => void,
  ) {
    this.#ask = ask;
    this.#clock = clock;
    this.#problems = new LastingProblems(tell);
  }

  /** Does `work` of a session, and looks who is in its way as long as it takes long. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    const slow = () => {
      void this.#look();
      alarm = after(this.#clock, SLOW_MS, slow);
    };
    let alarm = after(this.#clock, SLOW_MS, slow);
    try {
      return await work();
    } finally {
      alarm.cancel();
    }
  }

  /** Looks no more, and tells nothing. */
  close(): void {
    this.#isClosed = true;
    this.#again?.cancel();
  }

  /** Looks again and again until nobody is in the way. */
  async #look(): Promise<void> {
    if (this.#isLooking) return;
    this.#isLooking = true;
    try {
      const found = await this.#ask(IN_THE_WAY);
      for (const row of found) this.#seenMs.set(textOf(row), this.#clock.monotonic());
    } catch {
      // No session is free to ask, or the database is away, which others tell.
    } finally {
      this.#isLooking = false;
    }
    if (this.#isClosed) return;
    const nowMs = this.#clock.monotonic();
    for (const [text, seenMs] of this.#seenMs) if (nowMs - seenMs >= OVER_MS) this.#seenMs.delete(text);
    this.#problems.see('locks', [...this.#seenMs.keys()], nowMs);
    this.#again?.cancel();
    if (this.#seenMs.size > 0) this.#again = after(this.#clock, SLOW_MS, () => void this.#look());
  }
}

function textOf({ pid, application, role }: DatabaseRow): string {
  const what = 'a lock that the farm waits for is held by';
  if (pid === 0) return `${what} a prepared transaction: commit it or roll it back, as pg_prepared_xacts names it`;
  const who = `session ${pid} of '${role ?? 'unknown'}'${application ? `, '${application}'` : ''}`;
  return `${what} ${who}: let its transaction end, or end it by select pg_terminate_backend(${pid})`;
}
