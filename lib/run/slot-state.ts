import type { Outcome, SkipReason } from '../job/outcome.js';

/**
 * Where a slot stands. A slot is where one run at a time happens: a job has one, and under `allow` each of its runs has
 * one to itself. The run is kept beside the state, and so are those that wait behind it.
 *
 *     idle ──due──▶ entering ──admitted──▶ starting ──begun──▶ running ──aborted──▶ cancelling
 *      ▲               ▲  waits for its group     conditions     │ settled             │ settled, abandoned
 *      │               │  and for room            are asked      │                     │
 *      └───────────────┴─── the next that waits ◀────────────────┴─────────────────────┘
 *     a stop: running ──▶ closing ──aborted──▶ cutting, and each of them ──settled, abandoned──▶ closed
 *
 * A run that is `starting` has been let in and has not begun: nobody may say that it runs.
 */
export const SlotState = {
  idle: 0,
  entering: 1,
  starting: 2,
  running: 3,
  cancelling: 4,
  closing: 5,
  cutting: 6,
  closed: 7,
} as const;
export type SlotState = (typeof SlotState)[keyof typeof SlotState];

/** Whether the state is one of a run that has begun and has not ended. */
export function isInProgress(state: SlotState): boolean {
  return state >= SlotState.running && state <= SlotState.cutting;
}

/** Whether the run of this state has been aborted. */
export function isAborted(state: SlotState): boolean {
  return state === SlotState.cancelling || state === SlotState.cutting;
}

/** What aborted a run. */
export type Cause =
  | { readonly kind: 'timeout' }
  | { readonly kind: 'superseded' }
  | { readonly kind: 'cancel'; readonly reason: string; readonly by: string | undefined };

/** What the work itself did. */
export type Settlement = Extract<Outcome, { readonly kind: 'succeeded' | 'failed' }>;

/** Why a run that was not begun ends as skipped. */
export interface Refusal {
  readonly reason: SkipReason;
  readonly detail: string;
}
