import type { ActivityQuery } from '../console.js';
import type { Act } from '../findings.js';

const KEPT = 1_000;
/** Refusals are kept apart, so that a flood of them pushes nothing else out. */
const KEPT_REFUSALS = 100;
/** Runs whose end is awaited, to be told. */
const MAX_AWAITED = 1_000;

/** Who did what, the last thousand things. */
export class ActivityLog {
  #acts: readonly Act[] = [];
  #refusals: readonly Act[] = [];
  /** The act that began or cancelled a run. */
  readonly #byRun = new Map<string, number>();
  #lastId = 0;

  add(act: Omit<Act, 'id'>): Act {
    this.#lastId += 1;
    const added: Act = { id: this.#lastId, ...act };
    if (act.ok) this.#acts = [...this.#acts, added].slice(-KEPT);
    else this.#refusals = [...this.#refusals, added].slice(-KEPT_REFUSALS);
    if (act.run !== undefined && act.result === undefined && act.ok) this.#await(act.run, added.id);
    return added;
  }

  /** What came of the run that somebody began or cancelled; `undefined` where nobody did. */
  ended(run: string, result: string): Act | undefined {
    const id = this.#byRun.get(run);
    if (id === undefined) return undefined;
    this.#byRun.delete(run);
    return this.came(id, result);
  }

  /** What came of an act; `undefined` where it is no longer kept. */
  came(id: number, result: string): Act | undefined {
    const told = this.#acts.find(act => act.id === id);
    if (told === undefined) return undefined;
    const act: Act = { ...told, result };
    this.#acts = this.#acts.map(other => (other.id === id ? act : other));
    return act;
  }

  /** Whether somebody waits for how a run ends. */
  isAwaited(run: string): boolean {
    return this.#byRun.has(run);
  }

  /** Whether anybody waits for anything. */
  get awaits(): boolean {
    return this.#byRun.size > 0;
  }

  list({ before = Number.POSITIVE_INFINITY, limit, sees }: ActivityQuery): readonly Act[] {
    return [...this.#acts, ...this.#refusals]
      .filter(({ id, job }) => id < before && (job === undefined || sees === undefined || sees(job)))
      .sort((one, other) => other.id - one.id)
      .slice(0, limit);
  }

  #await(run: string, id: number): void {
    this.#byRun.set(run, id);
    if (this.#byRun.size > MAX_AWAITED) this.#byRun.delete(this.#byRun.keys().next().value ?? '');
  }
}
