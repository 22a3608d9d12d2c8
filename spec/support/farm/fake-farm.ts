import { MOST_CUTS } from '../../../lib/farm/cut-off.js';
import { jsonText } from '../../../lib/farm/json-text.js';
import type { Release, ReleaseWords } from '../../../lib/farm/release.js';
import type { ClaimAnswer, ClaimOrder, NewRow, RowAttempt, Settlement, Turn } from '../../../lib/farm/rows.js';
import { unrunRecord } from '../../../lib/farm/unrun-record.js';
import type { RunRecordJson } from '../../../lib/index.js';
import type { VirtualClock } from '../../../lib/testing/index.js';
import { CLAIM_CONDITIONS, type ClaimConditions, decideClaim, type Place, type Snapshot } from './claim.js';
import { afterCut } from './cuts.js';
import { aheadOf, type Look, type PlaceOrder } from './fake-line.js';
import type { FakeMark, FakeRow, FakeSchedule } from './fake-rows.js';

/** What may be wrong with a farm on purpose, so that the suite can be seen to find it. */
export interface FarmFaults {
  readonly conditions?: ClaimConditions;
  /** A redelivery takes one from what is left, too. */
  readonly countsTwice?: boolean;
  /** Watermarks are forgotten. */
  readonly losesWatermarks?: boolean;
  /** A row that was handed over counts as a cut-off. */
  readonly countsHandOver?: boolean;
  /** A touch without an answer counts as one, so that a fence is looked at only when one answers. */
  readonly trustsSilence?: boolean;
  /** Nobody lets another go first. */
  readonly keepsNoOrder?: boolean;
  /** A release that takes jobs over begins with what is due now. */
  readonly forgetsWhatItLeft?: boolean;
}

/** What the hosts of a simulated farm share: a database of plain objects, in which a statement sees what PostgreSQL would show it. */
export class FakeFarm {
  readonly clock: VirtualClock;
  readonly faults: FarmFaults;
  readonly rows = new Map<string, FakeRow>();
  readonly marks = new Map<string, FakeMark>();
  /** Told of each claim of a place when it begins; what it gives back, when the place is given. */
  watch: ((order: PlaceOrder) => () => void) | undefined;
  /** The rows that were ever granted the last place that they need. */
  readonly granted = new Set<string>();
  readonly places = new Map<string, Place & { readonly key: string; readonly host: string }>();
  readonly waiting = new Map<
    string,
    Map<string, { readonly row: RowAttempt; readonly turn: Turn; readonly isNewest: boolean }>
  >();
  readonly schedules = new Map<string, FakeSchedule>();
  readonly releases = new Map<string, Omit<Release, 'hasHosts'> & { readonly words: ReleaseWords }>();
  readonly hosts = new Map<string, { release: string; seenMs: number; isStopping: boolean; plans: boolean }>();
  readonly listeners = new Set<() => void>();
  #transactions = 0;
  #tokens = 0;
  #turn = 0;

  constructor(clock: VirtualClock, faults: FarmFaults = {}) {
    this.clock = clock;
    this.faults = faults;
  }

  nextTransaction(): number {
    this.#transactions += 1;
    return this.#transactions;
  }

  /** What a statement that begins now sees. */
  snapshot(): Snapshot {
    const upTo = this.#transactions;
    const active = new Set<string>();
    for (const { id, state, attempt } of this.rows.values()) if (state === 'active') active.add(`${id}:${attempt}`);
    return {
      isActive: (id, attempt) => active.has(`${id}:${attempt}`),
      sees: transaction => transaction <= upTo,
    };
  }

  isActive({ id, attempt }: Pick<RowAttempt, 'id' | 'attempt'>): boolean {
    const row = this.rows.get(id);
    return row?.state === 'active' && row.attempt === attempt;
  }

  /** What may be fetched of a queue, in the order in which it is. */
  ready(queue: string): readonly FakeRow[] {
    const nowMs = this.clock.now();
    return [...this.rows.values()]
      .filter(row => row.queue === queue && (row.state === 'created' || row.state === 'retry'))
      .filter(({ blocked, startAfter }) => !blocked && startAfter <= nowMs)
      .sort((a, b) => b.priority - a.priority || a.stoodMs - b.stoodMs);
  }

  words(release: string): ReleaseWords {
    return this.releases.get(release)?.words ?? {};
  }

  insert(rows: readonly NewRow[]): readonly string[] {
    return rows.flatMap(({ id, queue, data: said, isDueNow, blocked, priority = 0 }) => {
      if (this.rows.has(id)) return [];
      const nowMs = this.clock.now();
      if (isDueNow) this.#turn = Math.max(nowMs, this.#turn + 0.001);
      const data = isDueNow ? { ...said, at: nowMs, due: nowMs, turn: this.#turn } : said;
      const fresh = { state: 'created', attempt: 0, wasStarted: false, output: undefined } as const;
      const times = {
        startAfter: data.due,
        beatMs: 0,
        fetchedMs: 0,
        endedMs: 0,
        stoodMs: Math.max(nowMs, data.due),
      };
      this.rows.set(id, { id, queue, data, ...fresh, ...times, priority, blocked: blocked ?? false });
      return [id];
    });
  }

  mark(id: string): FakeMark {
    const mark = this.marks.get(id) ?? {
      attempt: -1,
      host: '',
      begun: false,
      counted: false,
      cuts: { count: 0, firstMs: undefined },
      cutHost: undefined,
      givenBack: 0,
      cancel: undefined,
    };
    this.marks.set(id, mark);
    return mark;
  }

  /** What the statement of a claim that begins now sees: who is in progress, and who goes first. */
  look(order: ClaimOrder): Look {
    const snapshot = this.snapshot();
    if (order.place === undefined) return { order, snapshot };
    const wanted = { ...order, place: order.place };
    const ahead = this.faults.keepsNoOrder === true ? undefined : aheadOf(this, wanted, snapshot);
    return { order, snapshot, ahead, given: this.watch?.(wanted) };
  }

  /** The claim as the statement makes it: the rows as they were at its look, the place as it is now. */
  claim({ order, snapshot, ahead, given }: Look, host: string): ClaimAnswer {
    const { place, id, attempt, name, isLast, counts, atMostOnce, key } = order;
    const schedule = this.schedules.get(name);
    const mark = this.marks.get(id);
    const nowMs = this.clock.now();
    const conditions = this.faults.conditions ?? CLAIM_CONDITIONS;
    const present = this.snapshot();
    if (!conditions.asksForItself(order, present)) return { kind: 'gone' };
    if (atMostOnce && mark?.begun && mark.attempt < attempt) return { kind: 'lost' };
    if (mark?.cancel !== undefined) return { kind: 'cancelled', ...mark.cancel };
    if ((mark?.cuts.count ?? 0) > MOST_CUTS) return { kind: 'spent', cuts: mark?.cuts.count ?? 0 };
    if (schedule?.pause && !((schedule.pause.until ?? Number.MAX_VALUE) < nowMs))
      return { kind: 'paused', pause: schedule.pause };
    if (schedule?.skips.some(({ at }) => at === order.occurrenceMs)) return { kind: 'byHand', reason: 'by hand' };
    const isCounted = mark?.counted === true;
    const takes = counts && (this.faults.countsTwice === true || !isCounted);
    if (takes && schedule?.runsLeft === 0) return { kind: 'limit' };
    if (place !== undefined) {
      const held = this.places.get(place);
      if (ahead !== undefined) return { kind: 'behind', isCounted, ...ahead };
      const decision = decideClaim(held, order, snapshot, present, conditions);
      if (decision === 'gone') return { kind: 'gone' };
      if (decision === 'held' && held !== undefined) {
        return { kind: 'held', isCounted, holder: held.holder, key: held.key, host: held.host };
      }
      given?.();
      this.places.set(place, { holder: id, attempt, claimedBy: this.nextTransaction(), key, host });
    }
    this.#tokens += 1;
    if (!isLast) return { kind: 'granted', token: this.#tokens, runsLeft: undefined };
    this.granted.add(id);
    const now = this.mark(id);
    Object.assign(now, { attempt, host, begun: true, counted: now.counted || counts, cancel: undefined });
    let runsLeft: number | undefined;
    if (takes && schedule?.runsLeft !== undefined) {
      schedule.runsLeft -= 1;
      schedule.changed = this.nextTransaction();
      runsLeft = schedule.runsLeft;
    }
    return { kind: 'granted', token: this.#tokens, runsLeft };
  }

  settle(settlements: readonly Settlement[]): readonly string[] {
    return settlements.flatMap(one => {
      const row = this.rows.get(one.id);
      if (row === undefined) return [];
      if (!this.isActive(one)) return wasSettled(row, one) ? [one.id] : [];
      const isCounted = this.marks.get(one.id)?.counted === true;
      row.state = one.state;
      row.output = stored(one.output);
      if (one.data !== undefined) row.data = one.data;
      if (one.state === 'retry') {
        row.startAfter = one.dueAt ?? this.clock.now();
        this.mark(one.id).begun = false;
      } else {
        row.endedMs = this.clock.now();
        this.marks.delete(one.id);
      }
      const schedule = this.schedules.get(one.name);
      if (one.settledMs !== undefined && schedule !== undefined) {
        schedule.settledMs = Math.max(one.settledMs, schedule.settledMs ?? 0);
        schedule.changed = this.nextTransaction();
      }
      if (one.isUncounted && isCounted && schedule?.runsLeft !== undefined) {
        schedule.runsLeft += 1;
        schedule.changed = this.nextTransaction();
      }
      const hasSucceeded = (one.output as RunRecordJson | undefined)?.outcome.kind === 'succeeded';
      for (const [i, { id }] of (one.state === 'retry' ? [] : (one.follows ?? [])).entries()) {
        const follower = this.rows.get(id);
        if (follower === undefined) continue;
        if (hasSucceeded && i === 0) follower.blocked = false;
        if (!hasSucceeded && follower.state === 'created') this.takeBack(follower, 'what it follows has not succeeded');
      }
      return [one.id];
    });
  }

  /** Ends a row that has not begun. */
  takeBack(row: FakeRow, detail: string, by?: string): void {
    const nowMs = this.clock.now();
    const output = unrunRecord(row, { kind: 'cancelled', detail, ...(by !== undefined && { by }) }, nowMs);
    Object.assign(row, { state: 'cancelled', output, endedMs: nowMs });
  }

  /** The row comes to another host. `isCut`: its host went away in it. */
  giveBack(attempt: RowAttempt, delayMs: number, isCut: boolean): boolean {
    const row = this.rows.get(attempt.id);
    if (row === undefined || !this.isActive(attempt)) return false;
    row.state = 'retry';
    row.startAfter = this.clock.now() + delayMs;
    const mark = this.marks.get(attempt.id);
    if (mark === undefined) return true;
    const counts =
      isCut && mark.begun && mark.attempt === attempt.attempt && this.hosts.get(mark.host)?.isStopping === false;
    if (counts || this.faults.countsHandOver === true) {
      mark.cuts = afterCut(mark.cuts, this.clock.now());
      mark.cutHost = mark.host;
    }
    if (!isCut) mark.givenBack += 1;
    return true;
  }
}

/** Whether that was done before, as where its answer was lost. */
function wasSettled(row: FakeRow, { attempt, state, data }: Settlement): boolean {
  return row.attempt === attempt && row.state === state && (state !== 'retry' || row.data === data);
}

/** As what a database has kept and gives back. */
export function stored<T>(value: T): T {
  return JSON.parse(jsonText(value)) as T;
}
