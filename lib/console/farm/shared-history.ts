import type { JobStats, Percentiles } from '../../index.js';
import { isBad } from '../../kit.js';
import type { SubjectRecord } from '../local/subject.js';

/** The most records of a job that are kept in front of the farm. */
const KEPT = 100;

/** What ended last of one job, on whatever host, the oldest first. What is counted of it is counted of these. */
export class SharedHistory {
  readonly #jobName: string;
  #records: readonly SubjectRecord[] = [];
  #ids = new Set<string>();
  #stats: JobStats | undefined;

  constructor(jobName: string) {
    this.#jobName = jobName;
  }

  get records(): readonly SubjectRecord[] {
    return this.#records;
  }

  /** @returns false where it is there already, or is older than all that is kept */
  add(record: SubjectRecord): boolean {
    if (this.#ids.has(record.runId)) return false;
    const later = this.#records.findLastIndex(({ settledAtMs }) => settledAtMs <= record.settledAtMs) + 1;
    if (later === 0 && this.#records.length >= KEPT) return false;
    this.#records = this.#records.toSpliced(later, 0, record).slice(-KEPT);
    this.#ids = new Set(this.#records.map(({ runId }) => runId));
    this.#stats = undefined;
    return true;
  }

  get lastRun(): SubjectRecord | undefined {
    return this.#records.findLast(({ startedAtMs }) => startedAtMs !== undefined);
  }

  get lastSuccess(): SubjectRecord | undefined {
    return this.#records.findLast(({ outcome }) => outcome.kind === 'succeeded');
  }

  /** How many in a row ended badly; what was not run or was cancelled changes nothing. */
  get streak(): number {
    const since = this.#records.findLastIndex(({ outcome }) => outcome.kind === 'succeeded') + 1;
    return this.#records.slice(since).filter(({ outcome }) => isBad(outcome.kind)).length;
  }

  /** Counted of what is kept. @param none the stats of a job that has had no occurrence */
  stats(none: JobStats): JobStats {
    this.#stats ??= this.#count(none);
    return this.#stats;
  }

  #count(none: JobStats): JobStats {
    const counts = { failed: 0, timedOut: 0, cancelled: 0, abandoned: 0, lost: 0, missed: 0, succeeded: 0 };
    const skipped = Object.fromEntries(Object.keys(none.skipped).map(reason => [reason, 0])) as Counted;
    for (const { outcome } of this.#records) {
      if (outcome.kind === 'skipped') skipped[outcome.reason] += outcome.count ?? 1;
      else counts[outcome.kind] += outcome.kind === 'missed' ? outcome.count : 1;
    }
    const runs = this.#records.filter(({ startedAtMs }) => startedAtMs !== undefined);
    return {
      jobName: this.#jobName,
      runs: runs.length,
      ...counts,
      skipped,
      streak: this.streak,
      latenessMs: percentilesOf(runs.map(({ lateMs }) => lateMs)),
      durationMs: percentilesOf(runs.map(({ durationMs = 0 }) => durationMs)),
    };
  }
}

type Counted = { -readonly [Reason in keyof JobStats['skipped']]: number };

/** By the nearest rank. */
function percentilesOf(values: readonly number[]): Percentiles | undefined {
  const sorted = values.toSorted((one, other) => one - other);
  const [min, max] = [sorted[0], sorted.at(-1)];
  if (min === undefined || max === undefined) return undefined;
  const at = (share: number) => sorted[Math.ceil(share * sorted.length) - 1] ?? max;
  return { min, p50: at(0.5), p90: at(0.9), p95: at(0.95), p99: at(0.99), max };
}
