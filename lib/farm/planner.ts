import { type Due, keyOf } from '../kit.js';
import { after, backoffMs } from './delay.js';
import type { FarmJob } from './farm-job.js';
import { dueQueue, missedId, occurrenceId } from './identity.js';
import { keepSeconds } from './keeping.js';
import type { NewRow } from './rows.js';
import { CATCH_UP, type FarmWorld } from './seam.js';
import type { FarmStore } from './store.js';
import { decideLate, type LateDecision } from './watermark.js';

/** What is offered earlier than this comes alone: of what is later, the scheduler takes all that is due for offered. */
const ON_TIME_MS = 20;

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
  job(name: string): FarmJob | undefined;
  /** Rows have been written. */
  planned(): void;
}

/** What is due here, with the id of its row. */
type Offered = readonly [string, Due];

/** Makes rows of what is due here. Every host does, and the id of an occurrence lets one row in. */
export class Planner {
  readonly #parts: PlannerParts;
  readonly #pending = new Map<string, Due>();
  /** What was planned last of each job whose next occurrence is counted from the end of that. */
  readonly #awaited = new Map<string, number>();
  /** How far each schedule has got here, to be written with the next beat. */
  #watermarks = new Map<string, number>();
  #isFlushing = false;
  #failed = 0;

  constructor(parts: PlannerParts) {
    this.#parts = parts;
  }

  /** An occurrence is due. What is due in one turn goes together. */
  due(offer: Due): void {
    this.#add(offer);
    const lateMs = this.#parts.world.clock.now() - offer.dueAt;
    if (lateMs > ON_TIME_MS && lateMs <= LATE_MS) this.#addRest(offer, offer.occurrenceMs);
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

  /** Looks whether what the next occurrence waits for is still there. */
  async lookBack(): Promise<void> {
    const planned = [...this.#awaited].filter(([name]) => !this.#parts.isRuledOut(name));
    if (planned.length > 0) await this.#parts.store.goOn(new Map(planned));
  }

  #add(offer: Due): Offered {
    const id = occurrenceId(this.#parts.farm, offer.name, offer.occurrenceMs);
    this.#pending.set(id, offer);
    return [id, offer];
  }

  /** What is due by this host's clock after an occurrence: the scheduler offers it no more. */
  #addRest(offer: Due, afterMs: number): readonly Offered[] {
    const nowMs = this.#parts.world.clock.now();
    const rest: Offered[] = [];
    let at = offer.next(afterMs);
    while (at !== undefined && rest.length < MOST_AT_ONCE) {
      const dueAt = at + offer.jitterMs(at);
      if (dueAt > nowMs) break;
      rest.push(this.#add({ ...offer, occurrenceMs: at, dueAt, trigger: 'schedule' }));
      at = offer.next(at);
    }
    return rest;
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
    const prompt: Offered[] = [];
    const afterRuns: Offered[] = [];
    const late = new Map<string, Due>();
    for (const [id, offer] of all) {
      if (isRuledOut(offer.name)) this.#pending.delete(id);
      else if (this.#isAfterRun(offer)) afterRuns.push([id, offer]);
      else if (lateNames.has(offer.name)) late.set(offer.name, earlier(offer, late.get(offer.name)));
      else prompt.push([id, offer]);
    }
    if (afterRuns.length > 0) await this.#planAfterRuns(afterRuns, nowMs);
    for (const stale of await this.#plan(prompt)) late.set(stale.name, earlier(stale, late.get(stale.name)));
    for (const [name, offer] of late) {
      const upTo = await this.#decide(offer);
      for (const [id, one] of all) if (one.name === name) this.#pending.delete(id);
      if (upTo !== undefined) await this.#planRest(offer, upTo);
    }
    this.#parts.planned();
  }

  /** Whether it is counted from the end of the run before. */
  #isAfterRun({ name }: Due): boolean {
    return this.#parts.job(name)?.isAfterCompletion === true;
  }

  /**
   * Such an occurrence is the only one of its job until that has a row, and no watermark says that it is decided about: without
   * a row nothing would ever come after it.
   */
  async #planAfterRuns(offers: readonly Offered[], nowMs: number): Promise<void> {
    const rows = offers.flatMap(([, offer]) => {
      return this.#rowsOf(offer, { ...offer.decide(offer.occurrenceMs, nowMs), isCatchUp: false });
    });
    await this.#parts.store.insert(rows);
    for (const [id, { name, occurrenceMs }] of offers) {
      this.#pending.delete(id);
      this.#awaited.set(name, occurrenceMs);
      this.#got(name, occurrenceMs);
    }
  }

  /** @returns what belongs to jobs of which something came too late to be taken as it is */
  async #plan(prompt: readonly Offered[]): Promise<readonly Due[]> {
    const late: Due[] = [];
    for (let i = 0; i < prompt.length; i += MOST_AT_ONCE) {
      const part = prompt.slice(i, i + MOST_AT_ONCE);
      const rows = part.map(([id, offer]) => this.#row(id, offer.name, offer.occurrenceMs, offer.dueAt, offer.trigger));
      const stale = new Set(await this.#parts.store.plan(rows));
      for (const [id, offer] of part) {
        if (stale.has(offer.name)) {
          late.push(offer);
          continue;
        }
        this.#pending.delete(id);
        this.#got(offer.name, offer.occurrenceMs);
      }
    }
    return late;
  }

  /** By the database's clock it may be earlier: what is due here and not there yet was not decided about, and is in time. */
  async #planRest(offer: Due, afterMs: number): Promise<void> {
    const rest = this.#addRest(offer, afterMs);
    await this.#plan(rest);
    const last = rest.length < MOST_AT_ONCE ? undefined : rest.at(-1);
    if (last !== undefined) await this.#planRest(offer, last[1].occurrenceMs);
  }

  /** Something was found late: one host decides, under the lock of the schedule's row, from where the farm really is. */
  #decide(offer: Due): Promise<number | undefined> {
    return this.#parts.store.decideLate(
      offer.name,
      schedule => decideLate(schedule, offer),
      decision => this.#rowsOf(offer, decision),
    );
  }

  #rowsOf(offer: Due, { run, missed, isCatchUp }: LateDecision): readonly NewRow[] {
    const { farm, world } = this.#parts;
    const { name } = offer;
    const rows = run.map(at => {
      const trigger = isCatchUp ? CATCH_UP : offer.trigger;
      const row = this.#row(occurrenceId(farm, name, at), name, at, at + offer.jitterMs(at), trigger);
      return run.length > 1 ? { ...row, data: { ...row.data, inTurn: true } } : row;
    });
    if (missed === undefined) return rows;
    const [into] = run;
    // Where nothing else can be missed it has the id of the occurrence, so that of run and missed one is let in.
    const id = this.#isAfterRun(offer) ? occurrenceId(farm, name, missed.first) : missedId(farm, name, missed.first);
    const row = this.#row(id, name, missed.last, world.clock.now(), CATCH_UP);
    const { count, atLeast, first, last } = missed;
    const span = { count, ...(atLeast && { atLeast }), first, last };
    const made = into === undefined ? span : { ...span, into: keyOf(name, into) };
    return [{ ...row, data: { ...row.data, missed: made } }, ...rows];
  }

  #row(id: string, name: string, at: number, due: number, trigger: Due['trigger']): NewRow {
    const { farm, job } = this.#parts;
    const keepS = job(name)?.keepS() ?? keepSeconds(undefined);
    return { id, queue: dueQueue(farm), data: { job: name, at, due, trigger }, keepS };
  }

  /** While the database is away the first of each late job is enough: what follows is decided from the watermark. */
  #keepEarliest(): void {
    const lateBefore = this.#parts.world.clock.now() - LATE_MS;
    const first = new Map<string, Due>();
    for (const offer of this.#pending.values())
      if (!this.#isAfterRun(offer)) first.set(offer.name, earlier(offer, first.get(offer.name)));
    for (const [id, offer] of this.#pending) {
      const other = first.get(offer.name);
      if (other !== undefined && other !== offer && other.dueAt < lateBefore) this.#pending.delete(id);
    }
  }

  #got(name: string, ms: number): void {
    this.#watermarks.set(name, Math.max(ms, this.#watermarks.get(name) ?? ms));
  }
}

function earlier(offer: Due, other: Due | undefined): Due {
  return other === undefined || offer.occurrenceMs < other.occurrenceMs ? offer : other;
}
