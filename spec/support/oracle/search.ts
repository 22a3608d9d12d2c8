/** A set of instants that can be listed, and that can say cheaply where listing would be in vain. */
export interface Source {
  /** All occurrences with `fromMs <= t < toMs`, sorted and distinct. */
  readonly list: (fromMs: number, toMs: number) => readonly number[];
  /** False only if the range surely holds none. */
  readonly mayHold: (fromMs: number, toMs: number) => boolean;
  /** A range short enough to be listed whole. */
  readonly shortMs: number;
}

/** The first at or after `startMs`, by ranges each twice as long as the one before; `undefined` beyond `endMs`. */
export function firstOf(source: Source, startMs: number, endMs: number): number | undefined {
  let spanMs = source.shortMs;
  for (let low = startMs; low < endMs; low += spanMs / 2) {
    const first = firstWithin(source, low, Math.min(low + spanMs, endMs));
    if (first !== undefined) return first;
    spanMs *= 2;
  }
  return undefined;
}

/** The last before `endMs`, by the same steps backwards. */
export function lastOf(source: Source, startMs: number, endMs: number): number | undefined {
  let spanMs = source.shortMs;
  for (let high = endMs; high > startMs; high -= spanMs / 2) {
    const last = lastWithin(source, Math.max(high - spanMs, startMs), high);
    if (last !== undefined) return last;
    spanMs *= 2;
  }
  return undefined;
}

export function sortedDistinct(instants: readonly number[]): number[] {
  return [...instants].sort((a, b) => a - b).filter((atMs, index, sorted) => atMs !== sorted[index - 1]);
}

/** A long range is halved, so that a dense schedule far away is not listed for years to give one instant. */
function firstWithin(source: Source, lowMs: number, highMs: number): number | undefined {
  if (!source.mayHold(lowMs, highMs)) return undefined;
  if (highMs - lowMs <= source.shortMs) return source.list(lowMs, highMs)[0];
  const middleMs = Math.floor((lowMs + highMs) / 2);
  return firstWithin(source, lowMs, middleMs) ?? firstWithin(source, middleMs, highMs);
}

function lastWithin(source: Source, lowMs: number, highMs: number): number | undefined {
  if (!source.mayHold(lowMs, highMs)) return undefined;
  if (highMs - lowMs <= source.shortMs) return source.list(lowMs, highMs).at(-1);
  const middleMs = Math.floor((lowMs + highMs) / 2);
  return lastWithin(source, middleMs, highMs) ?? lastWithin(source, lowMs, middleMs);
}
