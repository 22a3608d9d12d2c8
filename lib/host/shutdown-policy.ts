/** What asks a process to stop: a signal, or the message `'shutdown'` that pm2 sends where there are no signals. */
export type StopRequest = 'SIGTERM' | 'SIGINT' | 'SIGHUP' | 'SIGBREAK' | 'shutdown';

/** How far the stop of the process is. */
export type ShutdownState =
  | { readonly phase: 'watching' }
  | {
      readonly phase: 'draining' | 'cancelling' | 'exiting';
      /** When the last request that counted came. */
      readonly countedAtMs: number;
      /** The request that the process ends with; `undefined` while the application listens to each that came. */
      readonly endWith: StopRequest | undefined;
    };

/** `applicationListens` says whether anyone but the coordinator listened to this request when it came. */
export type ShutdownEvent =
  | {
      readonly kind: 'requested';
      readonly request: StopRequest;
      readonly atMs: number;
      readonly applicationListens: boolean;
    }
  | { readonly kind: 'stopped'; readonly abandoned: boolean };

/** What is to be done, in order. */
export type ShutdownEffect =
  | { readonly kind: 'stop'; readonly request: StopRequest; readonly leaveExit: boolean }
  | { readonly kind: 'cancelNow'; readonly request: StopRequest }
  | { readonly kind: 'raise'; readonly signal: Exclude<StopRequest, 'shutdown'> }
  | { readonly kind: 'exit'; readonly status: number };

/** A state, and what to do on the way into it. */
export interface ShutdownStep {
  readonly state: ShutdownState;
  readonly effects: readonly ShutdownEffect[];
}

/** One Ctrl-C reaches a process twice, from the terminal and from npm or a shell: sooner than this it is the same one. */
const SAME_KEYSTROKE_MS = 300;

const SIGNAL_NUMBERS = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15, SIGBREAK: 21 };

/**
 * Decides what a process does about requests to stop.
 *
 * ```
 * request     1 ··· 2 ··· 3            1 ──────────── stopped
 * effect   stop  cancel  exit        stop             raise again
 * ```
 */
export function shutdownStep(state: ShutdownState, event: ShutdownEvent): ShutdownStep {
  return event.kind === 'requested' ? requested(state, event) : stopped(state, event.abandoned);
}

/** The status a shell reports for a process that ended by this signal. */
export function exitStatusOf(request: StopRequest): number {
  return request === 'shutdown' ? 1 : 128 + SIGNAL_NUMBERS[request];
}

function requested(state: ShutdownState, event: ShutdownEvent & { readonly kind: 'requested' }): ShutdownStep {
  const { request, atMs, applicationListens } = event;
  const own = applicationListens ? undefined : request;
  if (state.phase === 'watching') {
    const effect: ShutdownEffect = { kind: 'stop', request, leaveExit: applicationListens };
    return { state: { phase: 'draining', countedAtMs: atMs, endWith: own }, effects: [effect] };
  }
  if (atMs - state.countedAtMs < SAME_KEYSTROKE_MS) return { state, effects: [] };
  const counted = { countedAtMs: atMs, endWith: state.endWith ?? own };
  if (state.phase === 'draining') {
    return { state: { phase: 'cancelling', ...counted }, effects: [{ kind: 'cancelNow', request }] };
  }
  const effects: ShutdownEffect[] = applicationListens ? [] : [{ kind: 'exit', status: exitStatusOf(request) }];
  return { state: { phase: 'exiting', ...counted }, effects };
}

/** The process can be stopped again afterwards, since an application that listens too may choose to go on. */
function stopped(state: ShutdownState, abandoned: boolean): ShutdownStep {
  const endWith = state.phase === 'watching' ? undefined : state.endWith;
  return { state: { phase: 'watching' }, effects: endWith === undefined ? [] : [ending(endWith, abandoned)] };
}

function ending(request: StopRequest, abandoned: boolean): ShutdownEffect {
  if (abandoned) return { kind: 'exit', status: 1 };
  return request === 'shutdown' ? { kind: 'exit', status: 0 } : { kind: 'raise', signal: request };
}
