import { MOST_CUTS } from '../cut-off.js';
import type {
  CancelSaid,
  ClaimAnswer,
  ClaimOrder,
  FetchedRow,
  NewRow,
  RowData,
  Settlement,
  StoredPause,
  StoredSkip,
} from '../rows.js';
import type { EndedRow, Joining, KnownSchedule } from '../store.js';
import type { DatabaseRow } from './database.js';
import type { Place } from './queue-fronts.js';

/** A row as the statement of an insert takes it. */
export function forInsert({ id, queue, data, priority, blocked, isDueNow, keepS }: NewRow): object {
  return { id, queue, data, priority, due: isDueNow ? null : data.due, job: data.job, keep: keepS, blocked };
}

/** A claim as its statement takes it. */
export function forClaim(order: ClaimOrder, { farm, hostId, hostName }: ClaimingHost): readonly unknown[] {
  const { name, place, id, attempt, key, queue, turn, isLast, counts, atMostOnce, occurrenceMs, rivals } = order;
  const about = [farm, name, place ?? null, id, attempt, key, hostId, queue, turn.due];
  const conditions = [isLast, counts, atMostOnce, MOST_CUTS, occurrenceMs, hostName];
  const line = [rivals?.queues ?? null, rivals?.names ?? null, turn.priority, rivals?.areRanked === true];
  return [...about, ...conditions, ...line];
}

/** Who claims. */
export interface ClaimingHost {
  readonly farm: string;
  readonly hostId: string;
  readonly hostName: string;
}

/** A claim as the statement takes it that is for many. */
export function forGrant(order: ClaimOrder): object {
  const { id, queue, attempt, name, occurrenceMs, atMostOnce, place, key, turn } = order;
  return { id, queue, attempt, job: name, at: occurrenceMs, once: atMostOnce, place, key, due: turn.due };
}

/** The jobs that a host knows and runs, as the statement takes them that wakes what no host knew. */
export function forWake(farm: string, { jobs, plans }: Joining): readonly unknown[] {
  const known = jobs.filter(({ runs }) => plans && runs);
  return [`${farm}.`, known.map(({ name }) => name), known.map(({ dataVersion }) => dataVersion)];
}

/** A settlement as its statement takes it. */
export function forSettle(one: Settlement): object {
  const { id, queue, attempt, state, output, name: job, settledMs, keepS: keep, dueAt: due, data, follows } = one;
  const settled = settledMs === undefined ? undefined : Math.round(settledMs);
  return { id, queue, attempt, state, output, job, settled, keep, due, follows, data, uncounted: one.isUncounted };
}

/** A row that was fetched. */
export function fetched(queue: string, row: BossJob): FetchedRow {
  const { id, retryCount: attempt, data, priority, mark, token } = row;
  const { cuts, givenBack } = mark ?? { cuts: 0, givenBack: 0 };
  return { queue, id, attempt, data, priority, cuts, givenBack, ...(token != null && { token: Number(token) }) };
}

/** What is read of a row of pg-boss, with its place. */
export interface BossJob extends Place {
  readonly id: string;
  readonly retryCount: number;
  readonly data: RowData;
  /** Of one that comes again, where something is known of it beyond what pg-boss knows. */
  readonly mark: Pick<FetchedRow, 'cuts' | 'givenBack'> | null;
  /** Of one that has begun with its fetch. */
  readonly token?: unknown;
}

/** How a row has ended, or that it is there. */
export function endedRow(row: DatabaseRow): EndedRow {
  return { id: String(row['id']), state: row['state'] as EndedRow['state'], output: row['output'] ?? undefined };
}

/** The columns of a schedule, as they are read everywhere. */
export const SCHEDULE_COLUMNS = `name, watermark, settled, runs_left, skips,
  case when paused_until is null or paused_until > now() then pause end as pause`;

/** A schedule as the farm keeps it. */
export function knownSchedule(row: DatabaseRow): KnownSchedule {
  return {
    name: String(row['name']),
    watermarkMs: numberOf(row['watermark']),
    settledMs: numberOf(row['settled']),
    runsLeft: numberOf(row['runs_left']),
    pause: (row['pause'] as StoredPause | null | undefined) ?? undefined,
    skips: row['skips'] as readonly StoredSkip[],
  };
}

/** What the row of a claim says. */
export function claimAnswer(row: DatabaseRow, { counts, atMostOnce }: ClaimOrder): ClaimAnswer {
  const token = numberOf(row['token']);
  if (token !== undefined) return { kind: 'granted', token, runsLeft: numberOf(row['runs_left']) };
  if (row['mine'] !== true) return { kind: 'gone' };
  if (atMostOnce && row['begun_before'] === true) return { kind: 'lost' };
  if (row['cancel'] !== null) return { kind: 'cancelled', ...cancelSaid(row['cancel']) };
  const cuts = Number(row['cuts']);
  if (cuts > MOST_CUTS) return { kind: 'spent', cuts };
  if (row['pause'] !== null) return { kind: 'paused', pause: row['pause'] as StoredPause };
  if (row['by_hand'] !== null) return { kind: 'byHand', reason: String(row['by_hand']) };
  // Where the place was granted and the run is not, another has taken the last that was left meanwhile.
  const isCounted = row['counted'] === true;
  const isLimit = counts && !isCounted && (numberOf(row['had_left']) === 0 || row['granted'] === true);
  if (isLimit) return { kind: 'limit' };
  if (row['ahead'] !== null) {
    const { held_key: key, unfetched_in: queue } = row;
    return {
      kind: 'behind',
      isCounted,
      of: String(row['ahead']),
      ...(typeof queue === 'string' && { unfetchedIn: queue }),
      ...(typeof key === 'string' && { key }),
    };
  }
  return {
    kind: 'held',
    isCounted,
    holder: String(row['holder'] ?? ''),
    key: String(row['held_key'] ?? 'of another host'),
    host: String(row['held_by'] ?? 'another host'),
  };
}

/** Why something was cancelled, as its mark says it. */
export function cancelSaid(said: unknown): CancelSaid {
  const { reason, by, isForNewer } = said as DatabaseRow;
  const why = { reason: String(reason), by: typeof by === 'string' ? by : undefined };
  return isForNewer === true ? { ...why, isForNewer } : why;
}

/** A number that the driver gives as text where it is a bigint. */
export function numberOf(value: unknown): number | undefined {
  return value === null || value === undefined ? undefined : Number(value);
}

/** A list that a statement gives as JSON, which is null where it is empty. */
export function listOf(value: unknown): readonly DatabaseRow[] {
  return Array.isArray(value) ? value : [];
}

/** The ids that a statement gives back. */
export function idsOf(rows: readonly DatabaseRow[]): readonly string[] {
  return rows.map(row => String(row['id']));
}
