import type { NeededPlace } from './farm-job.js';
import type { HeldRow } from './held-row.js';
import type { RowRunnerParts } from './row-runner-parts.js';
import type { ClaimAnswer, Turn } from './rows.js';
import { FOR_NEWER, type WaitPolicy, whySkipped } from './standing.js';
import { turnOf } from './turn.js';
import { CROWDED_MS } from './turnstile.js';
import type { UnrunOutcome } from './unrun-record.js';

/** What keeps a row from its place: the run that holds it, or a row that waits for it and is first. */
export type Obstacle = Extract<ClaimAnswer, { readonly kind: 'held' | 'behind' }>;

/** How a row waits for a place that is taken, as the policy of its job says. */
export class PlaceWait {
  readonly #parts: RowRunnerParts;
  readonly #held: HeldRow;
  readonly #needed: NeededPlace;
  readonly #turn: Turn;
  /** Whether it is among those whom all hosts know to wait. */
  #isListed = false;

  constructor(parts: RowRunnerParts, held: HeldRow, needed: NeededPlace) {
    this.#parts = parts;
    this.#held = held;
    this.#needed = needed;
    this.#turn = turnOf(held.row, needed.rivals);
  }

  /** Resolves when the row may ask for its place again, or with what becomes of it instead. */
  async turn(obstacle: Obstacle): Promise<'over' | UnrunOutcome | undefined> {
    const { store, turnstile, waits, wants } = this.#parts;
    const { row } = this.#held;
    const { place } = this.#needed;
    const { key } = obstacle;
    const policy = policyFor(this.#needed, obstacle);
    if (key !== undefined && row.data.from?.includes(key)) return this.#skipped(ringText(key));
    if (policy === 'skip') return this.#skipped(inTheWayText(obstacle));
    const isNew = !this.#isListed;
    if (isNew && !turnstile.admits(place, this.#turn)) return this.#goesBack(CROWDED_MS);
    if (isNew || policy !== 'queue') {
      const waiters = await store.wait(place, row, this.#turn, policy === 'cancelPrevious');
      this.#isListed = true;
      const why = whySkipped(policy, waiters, row.id, key);
      if (why !== undefined) return this.#skipped(why);
    }
    if (isNew && policy === 'cancelPrevious' && obstacle.kind === 'held') {
      await store.cancel(row.data.job, FOR_NEWER, { id: obstacle.holder });
      await store.tell();
    }
    waits();
    const turn = turnstile.turn(place, { held: this.#held, turn: this.#turn, policy });
    if (obstacle.kind === 'behind' && obstacle.unfetchedIn !== undefined) wants(obstacle.unfetchedIn);
    const backMs = await turn;
    return backMs === undefined ? undefined : this.#goesBack(backMs);
  }

  /** It waits no more. */
  async leave(): Promise<void> {
    if (this.#isListed) await this.#parts.store.leave(this.#needed.place, this.#held.row);
  }

  async #goesBack(ms: number): Promise<'over'> {
    await this.leave();
    await this.#parts.store.giveBack(this.#held.row, ms);
    return 'over';
  }

  async #skipped(detail: string): Promise<UnrunOutcome> {
    await this.leave();
    return { kind: 'skipped', reason: 'overlap', detail };
  }
}

/** What has taken one from what is left of `times(n)` is not skipped: one run too few would be the end of the schedule. */
function policyFor({ policy }: NeededPlace, { isCounted }: Obstacle): WaitPolicy {
  return isCounted && policy !== 'cancelPrevious' ? 'queue' : policy;
}

function inTheWayText(obstacle: Obstacle): string {
  const which = obstacle.kind === 'held' ? `the run ${obstacle.key} on ${obstacle.host}` : 'another run that waits';
  return `${which} was in its way`;
}

/** What is said of a run that would wait for one which waits for it, on whatever hosts they are. */
function ringText(key: string): string {
  return `it would wait for ${key}, which triggered it; use andThen, or background.run(() => job.trigger()) without awaiting it`;
}
