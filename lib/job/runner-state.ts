import type { SkipReason } from './outcome.js';
import type { OverlapPolicy } from './policies.js';

/**
 * Where one place stands. A place is where one run at a time happens: a job has one, and under `allow` each of its
 * runs has a place to itself. `behind` holds the runs that wait for the place, in order.
 *
 *     idle ──due──▶ entering ──admitted──▶ running ──timeout, cancel──▶ cancelling
 *      ▲               ▲ next behind          │ settled                     │ settled, abandon
 *      └───────────────┴──────────────────────┴─────────────────────────────┘
 *     any ──stop──▶ closing ──settled, abandon──▶ closed
 */
export type RunnerState<R> =
  | { readonly kind: 'idle' }
  | { readonly kind: 'entering'; readonly run: R; readonly behind: readonly R[] }
  | { readonly kind: 'running'; readonly run: R; readonly behind: readonly R[] }
  | { readonly kind: 'cancelling'; readonly run: R; readonly cause: Cause; readonly behind: readonly R[] }
  | { readonly kind: 'closing'; readonly run: R; readonly cause: Cause | undefined }
  | { readonly kind: 'closed' };

/** What aborted a run. */
export type Cause =
  | { readonly kind: 'timeout' }
  | { readonly kind: 'superseded' }
  | { readonly kind: 'cancel'; readonly reason: string };

/** What the work itself did. */
export type Settlement =
  | { readonly kind: 'returned'; readonly value: unknown }
  | { readonly kind: 'threw'; readonly error: unknown }
  | { readonly kind: 'declined'; readonly reason: SkipReason; readonly detail: string };

/** What happens to a place. */
export type RunnerEvent<R> =
  /** An occurrence is due, or was triggered by hand. */
  | { readonly kind: 'due'; readonly run: R }
  /** The lanes have let the run in. */
  | { readonly kind: 'admitted'; readonly run: R }
  | { readonly kind: 'settled'; readonly run: R; readonly settlement: Settlement }
  | { readonly kind: 'timeout'; readonly run: R }
  /** The run was aborted long enough ago: give its place away. */
  | { readonly kind: 'abandon'; readonly run: R }
  | { readonly kind: 'cancel'; readonly reason: string }
  /** The job was paused: what waits will not run. */
  | { readonly kind: 'pause'; readonly reason: string }
  /** A stop begins: what runs may finish, nothing starts again. */
  | { readonly kind: 'stop' };

/** Why a run that never started ends. */
export type DropReason<R> =
  | { readonly kind: 'overlap'; readonly inTheWay: R }
  | { readonly kind: 'superseded'; readonly by: R }
  | { readonly kind: 'paused'; readonly reason: string }
  | { readonly kind: 'stopping' }
  | { readonly kind: 'cancelled'; readonly reason: string };

/** How a run that was started ends. */
export type Ending =
  | { readonly kind: 'settled'; readonly settlement: Settlement }
  | { readonly kind: 'aborted'; readonly cause: Cause; readonly settlement: Settlement }
  | { readonly kind: 'abandoned'; readonly cause: Cause };

/** What a step asks its shell to do, in order. */
export type Effect<R> =
  /** Ask the lanes to let the run in; `admitted` follows. */
  | { readonly kind: 'enter'; readonly run: R }
  | { readonly kind: 'start'; readonly run: R }
  | { readonly kind: 'announceStop'; readonly run: R }
  | { readonly kind: 'abort'; readonly run: R; readonly cause: Cause }
  /** The run never started: it leaves the line, and is recorded. */
  | { readonly kind: 'drop'; readonly run: R; readonly reason: DropReason<R> }
  /** The run is over: it is recorded, and leaves its lane. */
  | { readonly kind: 'end'; readonly run: R; readonly ending: Ending };

/** Where a place stands after an event, and what is to be done. */
export interface Step<R> {
  readonly state: RunnerState<R>;
  readonly effects: readonly Effect<R>[];
}

/** `allow` has no rule of its own here: its runs never share a place. */
export type PlacePolicy = Exclude<OverlapPolicy, 'allow'>;

/** The most runs that wait for a place in turn: a job that never ends must not gather them at each clock that is set. */
export const MAX_BEHIND = 10_000;

const NOTHING: readonly never[] = [];
const IDLE = { kind: 'idle' } as const;
const CLOSED = { kind: 'closed' } as const;

/** The state before anything has happened. */
export const initialState: RunnerState<never> = IDLE;

/**
 * What an event does to a place, and what is to be done about it: the whole of the policy, without a clock, a timer
 * or a promise. An event about a run that is not the one in progress (it settled twice, or after it was abandoned)
 * changes nothing.
 */
export function step<R extends { readonly inTurn: boolean }>(
  state: RunnerState<R>,
  event: RunnerEvent<R>,
  policy: PlacePolicy,
): Step<R> {
  switch (event.kind) {
    case 'due':
      return due(state, event.run, policy);
    case 'admitted':
      if (state.kind !== 'entering' || state.run !== event.run) return unchanged(state);
      return { state: { ...state, kind: 'running' }, effects: [{ kind: 'start', run: event.run }] };
    case 'settled':
      return settled(state, event.run, event.settlement);
    case 'timeout':
      if (state.kind === 'idle' || state.kind === 'closed' || state.run !== event.run) return unchanged(state);
      return abort(state, { kind: 'timeout' });
    case 'abandon':
      return abandon(state, event.run);
    case 'cancel':
      return cancel(state, event.reason);
    case 'pause':
      return dropWaiting(state, { kind: 'paused', reason: event.reason });
    case 'stop':
      return stop(state);
  }
}

function due<R extends { readonly inTurn: boolean }>(state: RunnerState<R>, run: R, policy: PlacePolicy): Step<R> {
  switch (state.kind) {
    case 'idle':
      return enter(run, NOTHING, NOTHING);
    case 'closing':
    case 'closed':
      return { state, effects: [{ kind: 'drop', run, reason: { kind: 'stopping' } }] };
    case 'entering':
    case 'running':
    case 'cancelling':
      if (run.inTurn && state.behind.length < MAX_BEHIND)
        return { state: { ...state, behind: [...state.behind, run] }, effects: NOTHING };
      return overlap(state, run, policy);
  }
}

type Occupied<R> = Extract<RunnerState<R>, { readonly behind: readonly R[] }>;

function overlap<R>(state: Occupied<R>, run: R, policy: PlacePolicy): Step<R> {
  switch (policy) {
    case 'skip':
      return refuse(state, run);
    case 'runAfter':
      if (state.kind === 'entering' || state.behind.length > 0) return refuse(state, run);
      return { state: { ...state, behind: [run] }, effects: NOTHING };
    case 'cancelPrevious':
      return supersede(state, run);
  }
}

function refuse<R>(state: Occupied<R>, run: R): Step<R> {
  return { state, effects: [{ kind: 'drop', run, reason: { kind: 'overlap', inTheWay: state.run } }] };
}

function supersede<R>(state: Occupied<R>, run: R): Step<R> {
  const reason = { kind: 'superseded', by: run } as const;
  const older = drops(state.behind, reason);
  if (state.kind === 'entering') return enter(run, NOTHING, [{ kind: 'drop', run: state.run, reason }, ...older]);
  const waiting = { ...state, behind: [run] };
  if (waiting.kind === 'cancelling') return { state: waiting, effects: older };
  const aborted = abort(waiting, { kind: 'superseded' });
  return { state: aborted.state, effects: [...older, ...aborted.effects] };
}

function settled<R>(state: RunnerState<R>, run: R, settlement: Settlement): Step<R> {
  if (!isInProgress(state) || state.run !== run) return unchanged(state);
  const cause = state.kind === 'running' ? undefined : state.cause;
  const ending: Ending = cause === undefined ? { kind: 'settled', settlement } : { kind: 'aborted', cause, settlement };
  return leave(state, ending);
}

function abandon<R>(state: RunnerState<R>, run: R): Step<R> {
  if (!isInProgress(state) || state.run !== run) return unchanged(state);
  if (state.kind === 'running' || state.cause === undefined) return unchanged(state);
  return leave(state, { kind: 'abandoned', cause: state.cause });
}

/** A state in which a run has been let in and has not ended. */
export type InProgress<R> = Extract<RunnerState<R>, { readonly kind: 'running' | 'cancelling' | 'closing' }>;

/** Whether a run has been let in and has not ended. */
export function isInProgress<R>(state: RunnerState<R>): state is InProgress<R> {
  return state.kind === 'running' || state.kind === 'cancelling' || state.kind === 'closing';
}

/** Frees the place, and hands it to the first that waits. */
function leave<R>(state: InProgress<R>, ending: Ending): Step<R> {
  const end: Effect<R> = { kind: 'end', run: state.run, ending };
  if (state.kind === 'closing') return { state: CLOSED, effects: [end] };
  const [next] = state.behind;
  return next === undefined ? { state: IDLE, effects: [end] } : enter(next, state.behind.slice(1), [end]);
}

function cancel<R>(state: RunnerState<R>, reason: string): Step<R> {
  const emptied = dropWaiting(state, { kind: 'cancelled', reason });
  const aborted = abort(emptied.state, { kind: 'cancel', reason });
  return { state: aborted.state, effects: [...emptied.effects, ...aborted.effects] };
}

function stop<R>(state: RunnerState<R>): Step<R> {
  const emptied = dropWaiting(state, { kind: 'stopping' });
  if (!isInProgress(emptied.state)) return { state: CLOSED, effects: emptied.effects };
  if (emptied.state.kind === 'closing') return unchanged(state);
  const { run } = emptied.state;
  const cause = emptied.state.kind === 'running' ? undefined : emptied.state.cause;
  return { state: { kind: 'closing', run, cause }, effects: [...emptied.effects, { kind: 'announceStop', run }] };
}

/** Aborts the run in progress, unless it was aborted before: the first cause stands. */
function abort<R>(state: RunnerState<R>, cause: Cause): Step<R> {
  if (state.kind === 'running') {
    return { state: { ...state, kind: 'cancelling', cause }, effects: [{ kind: 'abort', run: state.run, cause }] };
  }
  if (state.kind === 'closing' && state.cause === undefined) {
    return { state: { ...state, cause }, effects: [{ kind: 'abort', run: state.run, cause }] };
  }
  return unchanged(state);
}

function dropWaiting<R>(state: RunnerState<R>, reason: DropReason<R>): Step<R> {
  switch (state.kind) {
    case 'entering':
      return { state: IDLE, effects: drops([state.run, ...state.behind], reason) };
    case 'running':
    case 'cancelling':
      if (state.behind.length === 0) return unchanged(state);
      return { state: { ...state, behind: NOTHING }, effects: drops(state.behind, reason) };
    case 'idle':
    case 'closing':
    case 'closed':
      return unchanged(state);
  }
}

function drops<R>(runs: readonly R[], reason: DropReason<R>): readonly Effect<R>[] {
  return runs.map(run => ({ kind: 'drop', run, reason }));
}

function enter<R>(run: R, behind: readonly R[], before: readonly Effect<R>[]): Step<R> {
  return { state: { kind: 'entering', run, behind }, effects: [...before, { kind: 'enter', run }] };
}

function unchanged<R>(state: RunnerState<R>): Step<R> {
  return { state, effects: NOTHING };
}
