import type { RunKind } from './run-view.js';

/** What a span of time holds. Times are epoch milliseconds. */
export interface TimelineView {
  /** Where it begins. */
  readonly from: number;
  /** Where it ends; exclusive. */
  readonly to: number;
  /** How far back what was seen reaches: before it is "before this process". */
  readonly since?: number;
  /** At most 100, a job each. */
  readonly rows: readonly TimelineRow[];
  /** What happened to the process, in order of time. */
  readonly marks: readonly Mark[];
  /** How much ran at once. */
  readonly load: Load;
}

/** One job's line. It has bars, or cells where bars could not be told apart. */
export interface TimelineRow {
  /** The name of the job. */
  readonly job: string;
  /** The zone of its schedule. */
  readonly zone: string;
  /** Its runs, in order of time, those in progress last. */
  readonly bars?: readonly Bar[];
  /** Its runs by stretches of some pixels, in order of time. */
  readonly cells?: readonly Cell[];
  /** Starts to come, of those that could not be told apart only some, and how long one takes. */
  readonly future: readonly number[];
  /** The median of its runs, in whole milliseconds; absent before the first. */
  readonly p50?: number;
  /** There are more starts than `future` lists. */
  readonly more?: true;
  /** When it was paused; without `to`, it still is. */
  readonly pauses: readonly { readonly from: number; readonly to?: number }[];
  /** Where there is nothing in view: the nearest on both sides. */
  readonly before?: number;
  /** The first start after what is in view; present only where there is nothing in it. */
  readonly next?: number;
}

/** One run. */
export interface Bar {
  /** The id of the run. */
  readonly id: string;
  /** When it started or, where it was not run or waits, the occurrence. */
  readonly at: number;
  /** How long it took, or takes so far; absent where it was not started. */
  readonly ms?: number;
  /** How it is or ended. */
  readonly kind: RunKind;
  /** It succeeded, after more than one attempt. */
  readonly retried?: true;
}

/** Several runs, by the worst of them. */
export interface Cell {
  /** Where the stretch begins. */
  readonly from: number;
  /** Where it ends; exclusive. */
  readonly to: number;
  /** How many runs began in it, 1 or more. */
  readonly n: number;
  /** The worst among them. */
  readonly kind: RunKind;
}

/** Something that happened to the process. */
export interface Mark {
  /** When. */
  readonly at: number;
  /** `blocked`: the event loop was held; `jumped`: the clock was set, or the host slept. */
  readonly kind: 'started' | 'stopping' | 'blocked' | 'jumped';
  /** What happened, in words. */
  readonly text: string;
  /** At most 20 characters. */
  readonly short: string;
}

/** How many runs there were at once, slot by slot: the most within each. */
export interface Load {
  /** How long a slot is; may be a fraction. */
  readonly slotMs: number;
  /** Of what ran: one number a slot, the first begins at `from`. */
  readonly seen: readonly number[];
  /** Of what is to come, if each run takes its median: as many numbers as `seen`. */
  readonly expected: readonly number[];
}
