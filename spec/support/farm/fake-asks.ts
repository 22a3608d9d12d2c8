import type { AskStore } from '../../../lib/farm/ask-store.js';
import type { Clock } from '../../../lib/index.js';
import { type FakeFarm, stored } from './fake-farm.js';
import type { FakeRow } from './fake-rows.js';
import { AwayError, back, type Send, there, type Wire } from './fake-wire.js';

/** What a simulated farm does for asked work. */
export function fakeAsks(shared: FakeFarm, clock: Clock, wire: Wire): AskStore {
  const send: Send = async work => {
    await there(shared.clock, wire);
    const result = work();
    await back(clock, wire);
    return result;
  };
  const rowsOf = (ids: readonly string[]) => ids.flatMap(id => shared.rows.get(id) ?? []);
  const dead = () => [...shared.rows.values()].filter(({ state }) => state === 'failed');

  return {
    isInDoubt: error => error instanceof AwayError && error.isDone,

    isHeldUp: () => false,

    prepare: async () => {},

    ask: rows =>
      send(() => {
        const all = rows.map(stored);
        const ids = shared.insert(all.filter(({ blocked }) => blocked !== true));
        const behind = rowsOf(ids).flatMap(({ data }) => data.follows?.map(({ id }) => id) ?? []);
        shared.insert(all.filter(({ id }) => behind.includes(id)));
        for (const listen of shared.listeners) listen();
        return ids;
      }),

    askedRows: rows => send(() => rowsOf(rows.map(({ id }) => id)).map(row => ({ ...row, digest: row.data.digest }))),

    cancelAsked: (_, id, said) =>
      send(() => {
        const [row] = rowsOf([id]);
        if (row === undefined || (row.state !== 'created' && row.state !== 'retry')) return false;
        shared.takeBack(row, said.reason, said.by);
        for (const next of rowsOf(row.data.follows?.map(({ id }) => id) ?? []))
          shared.takeBack(next, 'what it follows was taken back');
        return true;
      }),

    dead: (name, limit) =>
      send(() =>
        dead()
          .filter(({ data }) => name === undefined || data.job === name)
          .sort((a, b) => a.endedMs - b.endedMs)
          .slice(0, limit)
          .map(({ id, data, output, endedMs }) => {
            return { id, job: data.job, data: data.data, record: output, failedAtMs: endedMs };
          }),
      ),

    redrive: ids =>
      send(() =>
        dead().flatMap(row => {
          if (!ids.includes(row.id)) return [];
          again(row, false);
          row.data = { ...row.data, tries: 0 };
          for (const next of rowsOf(row.data.follows?.map(({ id }) => id) ?? [])) again(next, true);
          return [row.id];
        }),
      ),

    discard: ({ ids, name, beforeMs = Number.MAX_VALUE }) =>
      send(() => {
        const isMeant = ({ id, data, endedMs }: FakeRow) =>
          (ids?.includes(id) ?? true) && (name === undefined || data.job === name) && endedMs < beforeMs;
        const gone = dead().filter(isMeant);
        for (const { id } of gone) shared.rows.delete(id);
        return gone.length;
      }),
  };

  function again(row: FakeRow, blocked: boolean): void {
    const attempt = row.wasStarted ? row.attempt + 1 : row.attempt;
    const startAfter = shared.clock.now();
    Object.assign(row, { state: 'created', output: undefined, wasStarted: false, attempt, startAfter, blocked });
  }
}
