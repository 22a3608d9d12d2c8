import type { ReadStore } from '../../../lib/farm/read-store.js';
import { rowOfRun } from '../../../lib/farm/run-of-row.js';
import type { RunRecordJson } from '../../../lib/index.js';
import type { FakeFarm } from './fake-farm.js';

const ENDED: readonly string[] = ['completed', 'failed', 'cancelled'];

/** What is told of a simulated farm to people, as the statements tell it of a real one. */
export function fakeReads(shared: FakeFarm): ReadStore {
  /** What has ended, what ended last first. */
  const ended = (name?: string): readonly RunRecordJson[] =>
    [...shared.rows.values()]
      .filter(({ state, data }) => ENDED.includes(state) && (name === undefined || data.job === name))
      .map(({ output }) => output as RunRecordJson)
      .sort((one, other) => other.settledAtMs - one.settledAtMs || (other.runId < one.runId ? -1 : 1));
  return {
    async look() {
      const hosts = [...shared.hosts].map(([name, { seenMs, isStopping }]) => {
        return { name, pid: 1, joinedMs: seenMs, seenMs, isStopping, told: {} };
      });
      const rows = [...shared.rows.values()].filter(({ state }) => state === 'active');
      return {
        atMs: shared.clock.now(),
        hosts,
        rows: rows.map(({ id, queue, attempt, data, fetchedMs }) => {
          const mark = shared.marks.get(id);
          return { id, queue, attempt, data, fetchedMs, host: mark?.begun === true ? mark.host : undefined };
        }),
      };
    },
    endedSince: async fromMs =>
      ended()
        .filter(({ settledAtMs }) => settledAtMs >= fromMs)
        .reverse(),
    lastOfEach: async (queues, most) =>
      [...new Set(queues.map(({ job }) => job))].flatMap(job => ended(job).slice(0, most)).reverse(),
    async records({ name, outcome, before, limit }) {
      const all = ended(name);
      const from = before === undefined ? 0 : all.findIndex(({ runId }) => runId === before) + 1;
      if (before !== undefined && from === 0) return [];
      const wanted = all.slice(from).filter(record => outcome === undefined || record.outcome.kind === outcome);
      return wanted.slice(0, limit);
    },
    record: async runId => shared.rows.get(rowOfRun(runId)?.id ?? '')?.output,
    async counts(queue) {
      const mine = [...shared.rows.values()].filter(row => row.queue === queue);
      const waiting = mine.filter(({ state }) => state === 'created' || state === 'retry');
      const dead = mine.filter(({ state }) => state === 'failed').length;
      const [oldest] = waiting.sort((a, b) => a.stoodMs - b.stoodMs);
      return { waiting: waiting.length, oldestMs: oldest?.data.at, dead };
    },
  };
}
