/** What was measured, by name. */
export type Figures = Readonly<Record<string, unknown>>;

/** Something that is done to a farm of real processes, or to its database, and what has to hold all the same. */
export interface Disturbance {
  readonly name: string;
  /** Resolves with what was measured; rejects where something did not hold. */
  tell(): Promise<Figures>;
}

/** The median, and what one in a hundred is above, of some milliseconds. */
export function quantilesMs(values: readonly number[]): Figures {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0);
  return { count: sorted.length, p50: at(0.5), p99: at(0.99), most: round(sorted.at(-1) ?? 0) };
}

/** To two digits behind the point. */
export function round(value: number): number {
  return Math.round(value * 100) / 100;
}
