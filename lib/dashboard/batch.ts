import type { Console, Sees } from '../console/console.js';
import type { Act } from '../console/findings.js';
import type { Row } from '../console/row.js';
import type { StreamFrames } from './api.js';
import { frame } from './frame.js';
import type { Heard } from './heard.js';
import type { Shown } from './shown.js';

/** More rows than this are fetched rather than sent. */
const MAX_ROWS = 200;

/** What has changed between two revisions, before anybody's eyes were thought of. */
export interface Batch {
  /** `epoch.rev` at its end. */
  readonly id: string;
  /** Too much has changed to be sent. */
  readonly isReset: boolean;
  readonly rows: readonly Row[];
  readonly removed: readonly string[];
  readonly progress: StreamFrames['running'];
  readonly acts: readonly Act[];
  readonly hasBegun: boolean;
  /** How many problems there are for each kind of user; `undefined` where that has not changed. */
  readonly problems: ReadonlyMap<Sees | undefined, number> | undefined;
}

/**
 * Asks the console for rows, and for what else was heard of.
 * @param names of those that have changed; `undefined` where nobody can tell
 */
export async function gather(
  source: Console,
  names: ReadonlySet<string> | undefined,
  rev: number,
  { progress, acts, hasBegun, hasProblems }: Heard,
  kinds: Iterable<Sees | undefined>,
): Promise<Batch> {
  const isReset = names === undefined || names.size > MAX_ROWS;
  const rows = isReset ? [] : await source.rows([...names]);
  const present = new Set(rows.map(({ name }) => name));
  return {
    id: `${source.epoch}.${rev}`,
    isReset,
    rows,
    removed: isReset ? [] : [...names].filter(name => !present.has(name)),
    progress: [...progress.values()],
    acts,
    hasBegun,
    problems: hasProblems ? await problemsOf(source, kinds) : undefined,
  };
}

/** A batch as one kind of user may see it. */
export function framesOf(batch: Batch, shown: Shown, sees: Sees | undefined): readonly Uint8Array[] {
  const { id, isReset, hasBegun } = batch;
  const isSeen = (job: string | undefined) => job === undefined || sees === undefined || sees(job);
  const rows = batch.rows.filter(({ name }) => isSeen(name)).map(row => shown.row(row));
  const removed = batch.removed.filter(isSeen);
  const progress = batch.progress
    .filter(({ job }) => isSeen(job))
    .map(part => (part.progress === undefined ? part : { ...part, progress: shown.progress(part.progress, part.job) }));
  const acts = batch.acts.filter(({ job }) => isSeen(job)).map(act => shown.act(act));
  const problems = batch.problems?.get(sees);
  return [
    ...(isReset ? [frame('reset', {}, id)] : []),
    ...(hasBegun ? [frame('state', { state: 'running' }, id)] : []),
    ...(rows.length > 0 ? [frame('jobs', rows, id)] : []),
    ...(removed.length > 0 ? [frame('removed', removed, id)] : []),
    ...(progress.length > 0 ? [frame('running', progress, id)] : []),
    ...acts.map(act => frame('act', act, id)),
    ...(problems !== undefined ? [frame('problem', { problems }, id)] : []),
  ];
}

async function problemsOf(
  source: Console,
  kinds: Iterable<Sees | undefined>,
): Promise<ReadonlyMap<Sees | undefined, number>> {
  const counts = new Map<Sees | undefined, number>();
  for (const sees of new Set(kinds)) counts.set(sees, (await source.problems(sees)).length);
  return counts;
}
