import type * as rows from '../../../lib/farm/rows.js';
import type * as farm from '../../../lib/farm/store.js';
import { turnOf } from '../../../lib/farm/turn.js';
import { STALE_MS } from '../../../lib/farm/watermark.js';
import type { Clock } from '../../../lib/index.js';
import type { FakeFarm } from './fake-farm.js';
import { fakeMembership } from './fake-membership.js';
import type { FakeRow } from './fake-rows.js';
import { AwayError, back, type Send, there, type Wire, way } from './fake-wire.js';

/** One host's store in a simulated farm. A statement sees the database as it was when it began, and writes when it ends. */
export function fakeStore(shared: FakeFarm, hostId: string, clock: Clock, wire: Wire): farm.FarmStore {
  const send: Send = async work => {
    await there(shared.clock, wire);
    const result = work();
    await back(clock, wire);
    return result;
  };
  return {
    ...fakeMembership(shared, send),

    troubleOf(error: unknown): 'away' | 'other' {
      return error instanceof AwayError ? 'away' : 'other';
    },

    open(): Promise<void> {
      return send(() => {});
    },

    nowMs(): Promise<number> {
      return send(() => shared.clock.now());
    },

    plan(rows: readonly rows.NewRow[]): Promise<readonly string[]> {
      return send(() => {
        const isStale = ({ data }: rows.NewRow) => data.due < shared.clock.now() - STALE_MS;
        const open = ({ data }: rows.NewRow) => data.at > (shared.schedules.get(data.job)?.watermarkMs ?? 0);
        shared.insert(rows.filter(row => !isStale(row) && open(row)));
        return rows.filter(isStale).map(({ data }) => data.job);
      });
    },

    insert(rows: readonly rows.NewRow[]): Promise<readonly string[]> {
      return send(() => shared.insert(rows));
    },

    fetch(queue: string, atMost: number, { only, begins }: rows.FetchScope = {}): Promise<readonly rows.FetchedRow[]> {
      return send(() =>
        shared
          .ready(queue)
          .filter(({ data }) => only === undefined || only.includes(data.job))
          .slice(0, atMost)
          .map(row => (begins === undefined || shared.marks.has(row.id) ? take(row) : begun(take(row), begins))),
      );
    },

    probe(except: readonly string[]): Promise<ReadonlyMap<string, readonly number[]>> {
      return send(() => {
        const due = new Map<string, number[]>();
        const nowMs = shared.clock.now();
        for (const { queue, state, blocked, startAfter } of shared.rows.values()) {
          if (except.includes(queue) || blocked || (state !== 'created' && state !== 'retry')) continue;
          const moments = due.get(queue) ?? [];
          moments.push(Math.max(0, startAfter - nowMs));
          due.set(queue, moments);
        }
        return due;
      });
    },

    async claim(order: rows.ClaimOrder): Promise<rows.ClaimAnswer> {
      const [answer] = await claims([order]);
      return answer as rows.ClaimAnswer;
    },

    grant(orders: readonly rows.ClaimOrder[]): Promise<readonly rows.ClaimAnswer[]> {
      return claims(orders);
    },

    wait(place: string, row: rows.RowAttempt, turn: rows.Turn, isNewest: boolean) {
      return send(() => {
        const all = shared.waiting.get(place) ?? new Map();
        shared.waiting.set(place, all);
        if (row.attempt >= (all.get(row.id)?.row.attempt ?? 0)) all.set(row.id, { row, turn, isNewest });
        const alive = [...all.values()].filter(one => shared.isActive(one.row));
        return alive.map(one => ({ id: one.row.id as string, dueAt: one.turn.due as number }));
      });
    },

    leave(place: string, { id, attempt }: rows.RowAttempt): Promise<void> {
      return send(() => {
        const all = shared.waiting.get(place);
        if (all?.get(id)?.row.attempt === attempt) all.delete(id);
      });
    },

    async settle(settlements: readonly rows.Settlement[]): Promise<readonly string[]> {
      await there(shared.clock, wire);
      const settled = shared.settle(settlements);
      if (settled.length > 0 && settlements.some(({ isAwaited }) => isAwaited))
        for (const listen of shared.listeners) listen();
      await back(clock, wire);
      return settled;
    },

    giveBack(row: rows.RowAttempt, delayMs: number): Promise<boolean> {
      return send(() => {
        const isBack = shared.giveBack(row, delayMs, false);
        const mark = shared.marks.get(row.id);
        if (isBack && mark !== undefined) mark.begun = false;
        return isBack;
      });
    },

    touch(rows: readonly rows.RowAttempt[]): Promise<readonly string[]> {
      if (shared.faults.trustsSilence === true && wire.isCut()) return Promise.resolve(rows.map(({ id }) => id));
      return send(() =>
        rows.flatMap(one => {
          const row = shared.rows.get(one.id);
          if (row === undefined || !shared.isActive(one)) return [];
          row.beatMs = shared.clock.now();
          return [one.id];
        }),
      );
    },

    condemn(rows: readonly (rows.RowAttempt & { readonly beat: string })[]): Promise<readonly string[]> {
      return send(() =>
        rows.flatMap(one => {
          if (String(shared.rows.get(one.id)?.beatMs) !== one.beat) return [];
          return shared.giveBack(one, 0, true) ? [one.id] : [];
        }),
      );
    },

    cancel(name: string, said: rows.CancelSaid, run?: rows.CancelledRow): Promise<number> {
      return send(() => {
        const rows = [...shared.rows.values()].filter(one => one.data.job === name && one.state === 'active');
        const asked = rows.filter(
          ({ id, attempt }) => run === undefined || (id === run.id && attempt === (run.attempt ?? attempt)),
        );
        for (const { id } of asked) shared.mark(id).cancel = said;
        return asked.length;
      });
    },

    outcomes(rows: readonly { readonly id: string }[]): Promise<readonly farm.EndedRow[]> {
      return send(() => rows.flatMap(({ id }) => shared.rows.get(id) ?? []).map(row => ({ ...row })));
    },

    problems(): Promise<readonly string[]> {
      return Promise.resolve([]);
    },

    maintain(): Promise<void> {
      return Promise.resolve();
    },

    async tell(): Promise<void> {
      await send(() => {});
      for (const listen of shared.listeners) listen();
    },

    close(): Promise<void> {
      return Promise.resolve();
    },
  };

  async function claims(orders: readonly rows.ClaimOrder[]): Promise<readonly rows.ClaimAnswer[]> {
    await there(shared.clock, wire);
    const looks = orders.map(order => shared.look(order));
    // Between the look and the lock of the place others may go before.
    await way(shared.clock, wire.wayMs());
    const answers = looks.map(look => shared.claim(look, hostId));
    await back(clock, wire);
    return answers;
  }

  /** What comes for the first time has its grant with it, unless the job is held up. */
  function begun(row: rows.FetchedRow, name: string): rows.FetchedRow {
    const { at: occurrenceMs } = row.data;
    const about = {
      ...row,
      name,
      place: undefined,
      turn: turnOf(row, undefined),
      rivals: undefined,
      key: '',
      occurrenceMs,
    };
    const order = { ...about, isLast: true, counts: false, atMostOnce: false };
    const answer = shared.claim(shared.look(order), hostId);
    return answer.kind === 'granted' ? { ...row, token: answer.token } : row;
  }

  function take(row: FakeRow): rows.FetchedRow {
    row.attempt += row.wasStarted ? 1 : 0;
    row.wasStarted = true;
    row.state = 'active';
    row.beatMs = shared.clock.now();
    row.fetchedMs = row.beatMs;
    shared.nextTransaction();
    const mark = shared.marks.get(row.id);
    const { id, queue, attempt, data, priority } = row;
    return { id, queue, attempt, data, priority, cuts: mark?.cuts.count ?? 0, givenBack: mark?.givenBack ?? 0 };
  }
}
