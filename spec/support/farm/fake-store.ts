import { after } from '../../../lib/farm/delay.js';
import { differing, LIVES_MS, rulingOf } from '../../../lib/farm/release.js';
import type * as rows from '../../../lib/farm/rows.js';
import type * as farm from '../../../lib/farm/store.js';
import { type LateDecision, type LateSchedule, watermarkAtJoin } from '../../../lib/farm/watermark.js';
import type { Clock } from '../../../lib/index.js';
import type { FakeFarm, FakeRow, FakeSchedule } from './fake-farm.js';

/** How a host is joined to the fake: how long a way takes, and whether it is cut. */
export interface Wire {
  wayMs(): number;
  isCut(): boolean;
}

class AwayError extends Error {}

/** One host's store in a simulated farm. A statement sees the database as it was when it began, and writes when it ends. */
export class FakeStore implements farm.FarmStore {
  readonly #farm: FakeFarm;
  readonly #hostId: string;
  readonly #wire: Wire;
  readonly #clock: Clock;

  constructor(shared: FakeFarm, hostId: string, clock: Clock, wire: Wire) {
    this.#farm = shared;
    this.#hostId = hostId;
    this.#clock = clock;
    this.#wire = wire;
  }

  troubleOf(error: unknown): 'away' | 'other' {
    return error instanceof AwayError ? 'away' : 'other';
  }

  open(): Promise<void> {
    return this.#send(() => {});
  }

  nowMs(): Promise<number> {
    return this.#send(() => this.#farm.clock.now());
  }

  join(joining: farm.Joining): Promise<farm.Joined> {
    return this.#send(() => this.#join(joining));
  }

  beat(hostId: string, release: string, horizon: string): Promise<farm.Beat> {
    return this.#send(() => {
      const nowMs = this.#farm.clock.now();
      const host = this.#farm.hosts.get(hostId);
      if (host !== undefined) host.seenMs = nowMs;
      const mine = this.#farm.releases.get(release);
      if (host?.plans && mine !== undefined) mine.lastSeenMs = nowMs;
      const rows = [...this.#farm.rows.values()].filter(({ state }) => state === 'active');
      return {
        databaseMs: nowMs,
        isKnown: host !== undefined,
        changed: [...this.#farm.schedules.values()].filter(({ changed }) => changed >= Number(horizon)),
        horizon: String(this.#farm.nextTransaction()),
        releases: [...this.#farm.releases.values()],
        cancels: [...this.#farm.marks].flatMap(([id, { host: at, cancel }]) =>
          at === hostId && cancel !== undefined ? [{ id, reason: cancel }] : [],
        ),
        active: rows.map(({ id, queue, attempt, beatMs }) => ({ id, queue, attempt, beat: String(beatMs) })),
      };
    });
  }

  wordsOf(release: string) {
    return this.#send(() => this.#farm.words(release));
  }

  takeOver(jobs: readonly farm.BroughtJob[], fromMs: number): Promise<readonly farm.KnownSchedule[]> {
    return this.#send(() =>
      jobs.map(({ name, words, times }) => {
        const known = this.#farm.schedules.get(name);
        if (known?.words === words) return known;
        return this.#put({ ...fresh(name, words, times), watermarkMs: fromMs });
      }),
    );
  }

  plan(rows: readonly rows.NewRow[]): Promise<readonly string[]> {
    return this.#send(() => {
      const open = ({ data }: rows.NewRow) => data.at > (this.#farm.schedules.get(data.job)?.watermarkMs ?? 0);
      return this.#farm.insert(rows.filter(open));
    });
  }

  insert(rows: readonly rows.NewRow[]): Promise<readonly string[]> {
    return this.#send(() => this.#farm.insert(rows));
  }

  raise(watermarks: ReadonlyMap<string, number>): Promise<void> {
    return this.#send(() => {
      if (this.#farm.faults.losesWatermarks === true) return;
      for (const [name, ms] of watermarks) {
        const schedule = this.#farm.schedules.get(name);
        if (schedule !== undefined) schedule.watermarkMs = Math.max(ms, schedule.watermarkMs ?? ms);
      }
    });
  }

  decideLate(
    name: string,
    decide: (schedule: LateSchedule) => LateDecision | undefined,
    rowsOf: (decision: LateDecision) => readonly rows.NewRow[],
  ): Promise<void> {
    return this.#send(() => {
      const schedule = this.#farm.schedules.get(name);
      if (schedule === undefined) return;
      const watermarkMs = schedule.watermarkMs ?? 0;
      const planned = [...this.#farm.rows.values()].filter(
        ({ data }) => data.job === name && data.trigger !== 'manual' && data.missed === undefined,
      );
      const decision = decide({
        watermarkMs,
        planned: new Set(planned.map(({ data }) => data.at)),
        nowMs: this.#farm.clock.now(),
      });
      if (decision === undefined) return;
      this.#farm.insert(rowsOf(decision));
      if (this.#farm.faults.losesWatermarks !== true) schedule.watermarkMs = Math.max(watermarkMs, decision.upTo);
    });
  }

  fetch(queue: string, atMost: number): Promise<readonly rows.FetchedRow[]> {
    return this.#send(() =>
      this.#ready(queue)
        .slice(0, atMost)
        .map(row => this.#take(row)),
    );
  }

  probe(queues: readonly string[]): Promise<ReadonlyMap<string, number>> {
    return this.#send(() => {
      const due = new Map<string, number>();
      const nowMs = this.#farm.clock.now();
      for (const { queue, state, blocked, startAfter } of this.#farm.rows.values()) {
        if (blocked || (state !== 'created' && state !== 'retry') || !queues.includes(queue)) continue;
        due.set(queue, Math.min(due.get(queue) ?? Number.MAX_VALUE, Math.max(0, startAfter - nowMs)));
      }
      return due;
    });
  }

  async claim(order: rows.ClaimOrder): Promise<rows.ClaimAnswer> {
    await this.#there();
    const snapshot = this.#farm.snapshot();
    // Between the snapshot and the lock of the place others may go before.
    await way(this.#farm.clock, this.#wire.wayMs());
    const answer = this.#farm.claim(order, this.#hostId, snapshot);
    await this.#back();
    return answer;
  }

  wait(place: string, row: rows.RowAttempt, dueAt: number, isNewest: boolean) {
    return this.#send(() => {
      const all = this.#farm.waiting.get(place) ?? new Map();
      this.#farm.waiting.set(place, all);
      all.set(row.id, { row, dueAt, isNewest });
      const alive = [...all.values()].filter(one => this.#farm.isActive(one.row));
      return alive.map(one => ({ id: one.row.id as string, dueAt: one.dueAt as number }));
    });
  }

  leave(place: string, id: string): Promise<void> {
    return this.#send(() => void this.#farm.waiting.get(place)?.delete(id));
  }

  cancelRun(id: string, reason: string): Promise<void> {
    return this.#send(() => {
      const mark = this.#farm.marks.get(id);
      if (mark?.begun) mark.cancel = reason;
    });
  }

  settle(settlements: readonly rows.Settlement[]): Promise<readonly string[]> {
    return this.#send(() => this.#farm.settle(settlements));
  }

  giveBack(row: rows.RowAttempt, delayMs: number, isUnbegun: boolean): Promise<boolean> {
    return this.#send(() => {
      const isBack = this.#farm.giveBack(row, delayMs, false);
      const mark = this.#farm.marks.get(row.id);
      if (isBack && isUnbegun && mark !== undefined) mark.begun = false;
      return isBack;
    });
  }

  touch(rows: readonly rows.RowAttempt[]): Promise<readonly string[]> {
    return this.#send(() =>
      rows.flatMap(one => {
        const row = this.#farm.rows.get(one.id);
        if (row === undefined || !this.#farm.isActive(one)) return [];
        row.beatMs = this.#farm.clock.now();
        return [one.id];
      }),
    );
  }

  condemn(rows: readonly (rows.RowAttempt & { readonly beat: string })[]): Promise<readonly string[]> {
    return this.#send(() =>
      rows.flatMap(one => {
        if (String(this.#farm.rows.get(one.id)?.beatMs) !== one.beat) return [];
        return this.#farm.giveBack(one, 0, true) ? [one.id] : [];
      }),
    );
  }

  forgive(hostId: string, ids: readonly string[]): Promise<void> {
    return this.#send(() => {
      for (const id of ids) {
        const mark = this.#farm.marks.get(id);
        if (mark?.cutHost !== hostId) continue;
        mark.cuts = { ...mark.cuts, count: Math.max(0, mark.cuts.count - 1) };
        mark.cutHost = undefined;
      }
    });
  }

  pause(name: string, pause: rows.StoredPause | undefined): Promise<void> {
    return this.#send(() => {
      const schedule = this.#farm.schedules.get(name);
      if (schedule === undefined) return;
      if (pause === undefined) schedule.watermarkMs = Math.max(this.#farm.clock.now(), schedule.watermarkMs ?? 0);
      this.#put({ ...schedule, pause });
    });
  }

  cancel(name: string, reason: string): Promise<number> {
    return this.#send(() => {
      const rows = [...this.#farm.rows.values()].filter(({ data, state }) => data.job === name && state === 'active');
      const marks = rows.flatMap(({ id }) => this.#farm.marks.get(id) ?? []).filter(({ begun }) => begun);
      for (const mark of marks) mark.cancel = reason;
      return marks.length;
    });
  }

  skip(name: string, occurrenceMs: number): Promise<void> {
    return this.#send(() => void this.#farm.schedules.get(name)?.skips.push(occurrenceMs));
  }

  stopping(hostId: string): Promise<void> {
    return this.#send(() => {
      const host = this.#farm.hosts.get(hostId);
      if (host !== undefined) host.isStopping = true;
    });
  }

  leaveFarm(hostId: string): Promise<void> {
    return this.#send(() => void this.#farm.hosts.delete(hostId));
  }

  outcomes(rows: readonly { readonly id: string }[]): Promise<readonly farm.EndedRow[]> {
    return this.#send(() => rows.flatMap(({ id }) => this.#farm.rows.get(id) ?? []).map(row => ({ ...row })));
  }

  history({ name, limit }: farm.HistoryQuery): Promise<readonly unknown[]> {
    return this.#send(() =>
      [...this.#farm.rows.values()]
        .filter(({ data, output }) => output !== undefined && (name === undefined || data.job === name))
        .sort((a, b) => b.startAfter - a.startAfter)
        .slice(0, limit)
        .map(({ output }) => output),
    );
  }

  maintain(): Promise<void> {
    return Promise.resolve();
  }

  async tell(): Promise<void> {
    await this.#send(() => {});
    for (const listen of this.#farm.listeners) listen();
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  #join({ hostId, release, words, jobs, plans }: farm.Joining): farm.Joined {
    const { releases, hosts, schedules } = this.#farm;
    const nowMs = this.#farm.clock.now();
    const mates = [...hosts].filter(([id, host]) => id !== hostId && host.release === release && host.plans);
    const isFresh = !mates.some(([, host]) => !host.isStopping && nowMs - host.seenMs < LIVES_MS);
    const known = releases.get(release);
    const problems = isFresh || known === undefined ? [] : differing(words, known.words);
    const startedMs = isFresh ? nowMs : (known?.startedMs ?? nowMs);
    releases.set(release, {
      release,
      words: isFresh ? words : (known?.words ?? words),
      startedMs,
      firstSeenMs: known?.firstSeenMs ?? nowMs,
      lastSeenMs: nowMs,
    });
    hosts.set(hostId, { release, seenMs: nowMs, isStopping: false, plans });
    if (rulingOf([...releases.values()], nowMs)?.release === release) {
      for (const { name, words: said, times } of jobs) {
        const old = schedules.get(name);
        if (!isFresh && old?.words === said) continue;
        const watermarkMs = watermarkAtJoin(old, said, nowMs);
        this.#put({ ...fresh(name, said, times), pause: old?.pause, settledMs: old?.settledMs, watermarkMs });
      }
      const names = new Set(jobs.map(({ name }) => name));
      for (const schedule of schedules.values()) if (!names.has(schedule.name)) schedule.words = '';
    }
    return { startMs: startedMs, schedules: [...schedules.values()], problems };
  }

  #put(schedule: FakeSchedule): FakeSchedule {
    const written = { ...schedule, changed: this.#farm.nextTransaction() };
    this.#farm.schedules.set(schedule.name, written);
    return written;
  }

  #ready(queue: string): FakeRow[] {
    const nowMs = this.#farm.clock.now();
    return [...this.#farm.rows.values()]
      .filter(row => row.queue === queue && (row.state === 'created' || row.state === 'retry'))
      .filter(({ blocked, startAfter }) => !blocked && startAfter <= nowMs)
      .sort((a, b) => a.seq - b.seq);
  }

  #take(row: FakeRow): rows.FetchedRow {
    row.attempt += row.wasStarted ? 1 : 0;
    row.wasStarted = true;
    row.state = 'active';
    row.beatMs = this.#farm.clock.now();
    this.#farm.nextTransaction();
    const mark = this.#farm.marks.get(row.id);
    const { id, queue, attempt, data } = row;
    return { id, queue, attempt, data, cuts: mark?.cuts.count ?? 0, givenBack: mark?.givenBack ?? 0 };
  }

  /** There, done at one moment, and back. */
  async #send<T>(work: () => T): Promise<T> {
    await this.#there();
    const result = work();
    await this.#back();
    return result;
  }

  /** What is sent is done, also where its host stands still or dies meanwhile. */
  async #there(): Promise<void> {
    if (this.#wire.isCut()) throw new AwayError('the wire is cut');
    await way(this.#farm.clock, this.#wire.wayMs());
  }

  async #back(): Promise<void> {
    await way(this.#clock, this.#wire.wayMs());
    if (this.#wire.isCut()) throw new AwayError('the wire is cut');
  }
}

async function way(clock: Clock, wayMs: number): Promise<void> {
  await new Promise<void>(resolve => {
    after(clock, wayMs, resolve);
  });
}

function fresh(name: string, words: string, times: number | undefined): FakeSchedule {
  const none = { watermarkMs: undefined, settledMs: undefined, pause: undefined };
  return { name, words, runsLeft: times, ...none, skips: [], changed: 0 };
}
