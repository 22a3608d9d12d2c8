import type { EndKind } from './row.js';
import type { RunKind } from './run-view.js';

/** What a span of time holds. Times are epoch milliseconds. */
export interface TimelineView {
  readonly from: number;
  readonly to: number;
  /** How far back what was seen reaches: before it is "before this process". */
  readonly since?: number;
  readonly rows: readonly TimelineRow[];
  readonly marks: readonly Mark[];
  readonly load: Load;
}

/** One job's line. It has bars, or cells where bars could not be told apart. */
export interface TimelineRow {
  readonly job: string;
  readonly zone: string;
  readonly bars?: readonly Bar[];
  readonly cells?: readonly Cell[];
  /** Starts to come, and how long one takes. */
  readonly future: readonly number[];
  readonly p50?: number;
  /** There are more starts than `future` lists. */
  readonly more?: true;
  readonly pauses: readonly { readonly from: number; readonly to?: number }[];
  /** Where there is nothing in view: the nearest on both sides. */
  readonly before?: number;
  readonly next?: number;
}

/** One run. */
export interface Bar {
  readonly id: string;
  readonly at: number;
  readonly ms?: number;
  readonly kind: RunKind;
  readonly retried?: true;
}

/** Several runs, by the worst of them. */
export interface Cell {
  readonly from: number;
  readonly to: number;
  readonly n: number;
  readonly kind: RunKind;
}

/** Something that happened to the process. */
export interface Mark {
  readonly at: number;
  readonly kind: 'started' | 'stopping' | 'blocked' | 'jumped';
  readonly text: string;
  /** At most 20 characters. */
  readonly short: string;
}

/** How many runs there were at once, slot by slot: the most within each. */
export interface Load {
  readonly slotMs: number;
  readonly seen: readonly number[];
  readonly expected: readonly number[];
}

/** The ends that count as bad, worst first. */
export type BadKind = Extract<EndKind, 'abandoned' | 'lost' | 'timedOut' | 'failed'>;
