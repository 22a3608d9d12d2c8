import type { OtherListeners } from './other-listeners.js';
import { exitStatusOf, type Signal, type StopRequest } from './stop-request.js';

/** How a process ends that has stopped: by the signal, raised again, or by `process.exit`, so that exit handlers run. */
export type LeaveBy = 'signal' | 'exit';

/** How far the stop of the process is. */
export type ShutdownState = { readonly phase: 'watching' } | StoppingState;

/** A stop under way. */
interface StoppingState {
  readonly phase: 'draining' | 'cancelling' | 'exiting';
  /** When the last request that counted came. */
  readonly countedAtMs: number;
  /** The request that the process ends with. */
  readonly request: StopRequest;
  /** Whether the end is the coordinator's, as far as is known: of `request`, nobody else was told, or who was is done. */
  readonly isOurs: boolean;
  /** Whether anybody else was told of a request. */
  readonly othersHeard: boolean;
  /** Whether the application's own "now leave" has come. */
  readonly hasLeft: boolean;
}

/** What a process meets while it stops. */
export type ShutdownEvent = RequestedEvent | StoppedEvent;

interface RequestedEvent {
  readonly kind: 'requested';
  readonly request: StopRequest;
  readonly atMs: number;
  readonly others: OtherListeners;
}

interface StoppedEvent {
  readonly kind: 'stopped';
  readonly abandoned: boolean;
  /** Whether anybody else listens, now, to the request of the state. */
  readonly othersListen: boolean;
  readonly leaveBy: LeaveBy;
}

/** What is to be done, in order. */
export type ShutdownEffect =
  | { readonly kind: 'stop' | 'cancelNow' | 'expectEnd'; readonly request: StopRequest }
  | { readonly kind: 'leaveToOthers'; readonly request: StopRequest; readonly theyListen: boolean }
  | { readonly kind: 'raise'; readonly signal: Signal }
  | { readonly kind: 'exit'; readonly status: number };

/** A state, and what to do on the way into it. */
export interface ShutdownStep {
  readonly state: ShutdownState;
  readonly effects: readonly ShutdownEffect[];
}

/** One Ctrl-C reaches a process twice, from the terminal and from npm or a shell: sooner than this it is the same one. */
const SAME_KEYSTROKE_MS = 300;

/**
 * Decides what a process does about requests to stop, and who ends it, which is asked again each time.
 *
 * ```
 * request     1 ··· 2 ··· 3            1 ──────────── stopped
 * effect   stop  cancel  exit        stop             raise again
 * ```
 */
export function shutdownStep(state: ShutdownState, event: ShutdownEvent): ShutdownStep {
  return event.kind === 'requested' ? requested(state, event) : stopped(state, event);
}

function requested(state: ShutdownState, event: RequestedEvent): ShutdownStep {
  const { request, atMs, others } = event;
  if (state.phase === 'watching') {
    const began = { countedAtMs: atMs, request, isOurs: !others.listen, othersHeard: others.listen, hasLeft: false };
    return { state: { phase: 'draining', ...began }, effects: [{ kind: 'stop', request }] };
  }
  if (others.haveLeft && !state.hasLeft) {
    const ours = state.isOurs ? {} : { isOurs: true, request };
    return { state: { ...state, ...ours, hasLeft: true }, effects: [{ kind: 'expectEnd', request }] };
  }
  const known = askedAgain(state, event);
  if (atMs - state.countedAtMs < SAME_KEYSTROKE_MS) return { state: known, effects: [] };
  if (state.phase === 'draining') {
    const effects: readonly ShutdownEffect[] = [{ kind: 'cancelNow', request }];
    return { state: { ...known, phase: 'cancelling', countedAtMs: atMs }, effects };
  }
  const effects: readonly ShutdownEffect[] = others.listen ? [] : [{ kind: 'exit', status: exitStatusOf(request) }];
  return { state: { ...known, phase: 'exiting', countedAtMs: atMs }, effects };
}

/** A request that nobody else hears of would have ended the process: from the first such one on, the end is ours. */
function askedAgain(state: StoppingState, { request, others }: RequestedEvent): StoppingState {
  const othersHeard = state.othersHeard || others.listen;
  return !state.isOurs && !others.listen ? { ...state, othersHeard, isOurs: true, request } : { ...state, othersHeard };
}

/** The process can be stopped again afterwards, since an application that listens too may choose to go on. */
function stopped(state: ShutdownState, event: StoppedEvent): ShutdownStep {
  if (state.phase === 'watching') return { state, effects: [] };
  const { request, isOurs, othersHeard } = state;
  // Who came to listen later has not heard of it yet, and does by our raising it.
  const isTheirs = !isOurs || (othersHeard && event.othersListen);
  const effect: ShutdownEffect = isTheirs
    ? { kind: 'leaveToOthers', request, theyListen: event.othersListen }
    : ending(request, event);
  return { state: { phase: 'watching' }, effects: [effect] };
}

function ending(request: StopRequest, event: StoppedEvent): ShutdownEffect {
  if (event.abandoned) return { kind: 'exit', status: 1 };
  if (request === 'shutdown') return { kind: 'exit', status: 0 };
  return event.leaveBy === 'exit'
    ? { kind: 'exit', status: exitStatusOf(request) }
    : { kind: 'raise', signal: request };
}
