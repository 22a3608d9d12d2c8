import { after, backoffMs } from './delay.js';
import { keyOfOccurrence } from './farm-job.js';
import { dueQueue, missedId, occurrenceId } from './identity.js';
import type { NewRow } from './rows.js';
import { CATCH_UP, type DueOffer, type FarmWorld } from './seam.js';
import type { FarmStore } from './store.js';
import { decideLate, type LateDecision } from './watermark.js';

/** What is offered later than this is decided from the watermark, for the job as a whole. */
const LATE_MS = 1_000;

/** The most rows that one statement carries. */
const MOST_AT_ONCE = 500;

/** What a planner stands on. */
export interface PlannerParts {
  readonly farm: string;
  readonly store: FarmStore;
  readonly world: FarmWorld;
  isLive(): boolean;
  /** Whether the ruling release says the job otherwise, so that this host leaves it alone. */
  isRuledOut(name: string): boolean;
  keepSecondsOf(name: string): number;
  /** Rows have been written. */
  planned(): void;
}

/** Makes rows of what is due here. Every host does, and the id of an occurrence lets one row in. */
export class Planner {
  readonly #parts: PlannerParts;
  readonly #pending = new Map<string, DueOffer>();
  /** How far each schedule has got here, to be written with the next beat. */
  #watermarks = new Map<string, number>();
  #isFlushing = false;
  #failed = 0;

  constructor(parts: PlannerParts) {
    this.#parts = parts;
  }

  /** An occurrence is due. What is due in one turn goes together. */
  due(offer: DueOffer): void {
    const id = occurrenceId(this.#parts.farm, offer.name, offer.occurrenceMs);
    this.#pending.set(id, offer);
    this.flush();
  }

  flush(): void {
    if (this.#isFlushing || this.#pending.size === 0 || !this.#parts.isLive()) return;
    this.#isFlushing = true;
    void Promise.resolve()
      .then(() => this.#flush())
      .then(() => this.#again(0))
      .catch(error => {
        this.#parts.world.trouble('planning', error);
        this.#keepEarliest();
        after(this.#parts.world.clock, backoffMs(this.#failed), () => this.#again(Math.min(this.#failed + 1, 4)));
      });
  }

  /** Writes how far the schedules have got. */
  async saveWatermarks(): Promise<void> {
    if (this.#watermarks.size === 0) return;
    const saved = this.#watermarks;
    this.#watermarks = new Map();
    try {
      await this.#parts.store.raise(saved);
    } catch (error) {
      for (const [name, ms] of saved) this.#got(name, ms);
      throw error;
    }
  }

  #again(failed: number): void {
    this.#failed = failed;
    this.#isFlushing = false;
    this.flush();
  }

  async #flush(): Promise<void> {
    const { world, isRuledOut } = this.#parts;
    const nowMs = world.clock.now();
    const all = [...this.#pending];
    const lateNames = new Set(all.filter(([, offer]) => nowMs - offer.dueAt > LATE_MS).map(([, { name }]) => name));
    const prompt: (readonly [string, DueOffer])[] = [];
    const late = new Map<string, DueOffer>();
    for (const [id, offer] of all) {
      if (isRuledOut(offer.name)) this.#pending.delete(id);
      else if (lateNames.has(offer.name)) late.set(offer.name, earlier(offer, late.get(offer.name)));
      else prompt.push([id, offer]);
    }
    for (let i = 0; i < prompt.length; i += MOST_AT_ONCE) await this.#plan(prompt.slice(i, i + MOST_AT_ONCE));
    for (const [name, offer] of late) {
      await this.#decide(offer);
      for (const [id, one] of all) if (one.name === name) this.#pending.delete(id);
    }
    this.#parts.planned();
  }

  async #plan(part: readonly (readonly [string, DueOffer])[]): Promise<void> {
    const { store } = this.#parts;
    await store.plan(
      part.map(([id, { name, occurrenceMs, dueAt, trigger }]) => this.#row(id, name, occurrenceMs, dueAt, trigger)),
    );
    for (const [id, { name, occurrenceMs }] of part) {
      this.#pending.delete(id);
      this.#got(name, occurrenceMs);
    }
  }

  /** Something was found late: one host decides, under the lock of the schedule's row, from where the farm really is. */
  async #decide(offer: DueOffer): Promise<void> {
    await this.#parts.store.decideLate(
      offer.name,
      schedule => decideLate(schedule, offer),
      decision => this.#rowsOf(offer, decision),
    );
  }

  #rowsOf(offer: DueOffer, { run, missed, isCatchUp }: LateDecision): readonly NewRow[] {
    const { farm, world } = this.#parts;
    const { name } = offer;
    const rows = run.map(at => {
      const trigger = isCatchUp ? CATCH_UP : offer.trigger;
      const row = this.#row(occurrenceId(farm, name, at), name, at, at + offer.jitterMs(at), trigger);
      return run.length > 1 ? { ...row, data: { ...row.data, inTurn: true } } : row;
    });
    if (missed === undefined) return rows;
    const [into] = run;
    const row = this.#row(missedId(farm, name, missed.first), name, missed.last, world.clock.now(), CATCH_UP);
    const span = into === undefined ? missed : { ...missed, into: keyOfOccurrence(name, into) };
    return [{ ...row, data: { ...row.data, missed: span } }, ...rows];
  }

  #row(id: string, name: string, at: number, due: number, trigger: DueOffer['trigger']): NewRow {
    const { farm, keepSecondsOf } = this.#parts;
    return { id, queue: dueQueue(farm), data: { job: name, at, due, trigger }, keepS: keepSecondsOf(name) };
  }

  /** While the database is away the first of each late job is enough: what follows is decided from the watermark. */
  #keepEarliest(): void {
    const lateBefore = this.#parts.world.clock.now() - LATE_MS;
    const first = new Map<string, DueOffer>();
    for (const offer of this.#pending.values()) first.set(offer.name, earlier(offer, first.get(offer.name)));
    for (const [id, offer] of this.#pending) {
      const other = first.get(offer.name);
      if (other !== undefined && other !== offer && other.dueAt < lateBefore) this.#pending.delete(id);
    }
  }

  #got(name: string, ms: number): void {
    this.#watermarks.set(name, Math.max(ms, this.#watermarks.get(name) ?? ms));
  }
}

function earlier(offer: DueOffer, other: DueOffer | undefined): DueOffer {
  return other === undefined || offer.occurrenceMs < other.occurrenceMs ? offer : other;
}
