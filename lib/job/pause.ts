/** Why a job is not run, who said so, and for how long. Times are epoch milliseconds. */
export interface Pause {
  /** What was given for it, at most 1,000 characters. */
  readonly reason: string;
  /** Who paused it, where somebody said so. */
  readonly by: string | undefined;
  /** Since when it holds. */
  readonly atMs: number;
  /** When it ends by itself; `undefined`: not before `resume`. */
  readonly untilMs: number | undefined;
}

/** Whether an instant lies after a pause: its end is the first that does. */
export function isOverAt({ untilMs = Infinity }: Pause, atMs: number): boolean {
  return atMs >= untilMs;
}

/** Whether a pause ends later than the one that holds, if any does; without an end it never does. */
export function lastsLonger({ untilMs = Infinity }: Pause, holding: Pause | undefined): boolean {
  return holding === undefined || untilMs > (holding.untilMs ?? Infinity);
}
