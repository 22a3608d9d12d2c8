import type { JobsPage, JobsQuery } from '../console.js';
import type { RowState } from '../row.js';
import { p50Of, rankOf, rowOf } from './row-of.js';
import { factsOf, type Tracked } from './tracked.js';

/** What needs a look comes first. */
const ATTENTION: Readonly<Record<RowState, number>> = {
  broken: 0,
  failing: 1,
  due: 2,
  cancelling: 3,
  running: 3,
  waiting: 4,
  ok: 5,
  never: 5,
  paused: 6,
  ended: 7,
};
const LOOK: readonly RowState[] = ['broken', 'failing', 'due'];
/** Stands for what never comes. */
const LAST = Number.MAX_SAFE_INTEGER;

/** Where a job stands in a list: by two numbers, then by its name. */
interface Place {
  readonly of: Tracked;
  readonly first: number;
  readonly second: number;
}

/** A page of the jobs that a question is about. Its cursor holds where its last job stands, whatever happens since. */
export function jobsPage(jobs: Iterable<Tracked>, { q, state, sort, limit, after, sees }: JobsQuery): JobsPage {
  const wanted = q?.trim().toLowerCase();
  const places: Place[] = [];
  let total = 0;
  for (const of of jobs) {
    if (sees !== undefined && !sees(of.name)) continue;
    total += 1;
    if (state !== undefined && !isIn(of, state)) continue;
    if (wanted !== undefined && !factsOf(of).searched.includes(wanted)) continue;
    places.push(placeOf(of, sort));
  }
  const matching = places.length;
  const from = after === undefined ? undefined : read(after);
  const rest = from === undefined ? places : places.filter(place => compare(place, from) > 0);
  rest.sort(compare);
  const shown = rest.slice(0, limit);
  const last = shown.at(-1);
  return {
    total,
    matching,
    ...(last !== undefined && rest.length > limit && { after: written(last) }),
    jobs: shown.map(({ of }) => rowOf(of)),
  };
}

/** Whether a job is among those of a state. What runs, or is paused, is so whatever else it is. */
export function isIn(of: Tracked, wanted: string): boolean {
  const { state } = rankOf(of);
  switch (wanted) {
    case 'look':
      return LOOK.includes(state);
    case 'running':
      return state === 'running' || state === 'cancelling' || of.job.phase === 'running';
    case 'paused':
      return of.job.paused !== undefined;
    default:
      return state === wanted;
  }
}

function placeOf(of: Tracked, sort: JobsQuery['sort']): Place {
  switch (sort) {
    case 'name':
      return { of, first: 0, second: 0 };
    case 'next':
      return { of, first: rankOf(of).nextMs ?? LAST, second: 0 };
    case 'slowest':
      return { of, first: -p50Of(of), second: 0 };
    case 'attention': {
      const { state, nextMs } = rankOf(of);
      return { of, first: ATTENTION[state], second: nextMs ?? LAST };
    }
  }
}

interface Cursor {
  readonly of: { readonly name: string };
  readonly first: number;
  readonly second: number;
}

function compare(one: Cursor, other: Cursor): number {
  if (one.first !== other.first) return one.first - other.first;
  if (one.second !== other.second) return one.second - other.second;
  return one.of.name < other.of.name ? -1 : Number(one.of.name > other.of.name);
}

function written({ of, first, second }: Place): string {
  return Buffer.from(JSON.stringify([first, second, of.name])).toString('base64url');
}

/** A cursor that is none begins at the beginning. */
function read(after: string): Cursor | undefined {
  try {
    const [first, second, name] = JSON.parse(Buffer.from(after, 'base64url').toString()) as readonly unknown[];
    if (typeof first !== 'number' || typeof second !== 'number' || typeof name !== 'string') return undefined;
    return { of: { name }, first, second };
  } catch {
    return undefined;
  }
}
