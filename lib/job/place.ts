import { type Alarm, afterDelay } from '../time/clock.js';
import { unmetCondition } from './condition.js';
import type { Lanes } from './group.js';
import { callHooksAfter } from './hook.js';
import type { Outcome, SkipReason } from './outcome.js';
import { inOwnContext } from './own-context.js';
import type { RunEntry } from './run-entry.js';
import { abortErrorOf, dropOutcome, endOutcome, STOPPING, stopErrorOf } from './run-outcome.js';
import { type Refusal, type RunHost, RunScope } from './run-scope.js';
import {
  type Effect,
  initialState,
  type RunnerEvent,
  type RunnerState,
  type Settlement,
  step,
} from './runner-state.js';
import { performAndSettle } from './settle.js';

/** The places of one job. */
export interface Crowd {
  /** Whether no run is in progress in any of the job's other places. */
  isAlone(place: Place): boolean;
  /** Calls `place.start()`, now or in its turn. */
  start(place: Place): void;
  /** Nothing is in the place any more. */
  left(place: Place): void;
}

/**
 * The shell of one `RunnerState`: it feeds events to `step`, one after the other, and carries the effects out. It
 * decides nothing.
 */
export class Place {
  readonly #host: RunHost;
  readonly #lanes: Lanes;
  readonly #crowd: Crowd;
  #state: RunnerState<RunEntry> = initialState;
  /** What was raised while it was stepping. */
  #raised: RunnerEvent<RunEntry>[] | undefined = undefined;
  #isStepping = false;
  #toStart: RunScope | undefined = undefined;
  /** The run in progress, and the alarm of its timeout or, once it was aborted, of its abandonment. */
  #scope: RunScope | undefined = undefined;
  #alarm: Alarm | undefined = undefined;

  constructor(host: RunHost, lanes: Lanes, crowd: Crowd) {
    this.#host = host;
    this.#lanes = lanes;
    this.#crowd = crowd;
  }

  get state(): RunnerState<RunEntry> {
    return this.#state;
  }

  /** Whether no run is here, waiting or in progress. */
  get isEmpty(): boolean {
    return this.#state.kind === 'idle' || this.#state.kind === 'closed';
  }

  get isStepping(): boolean {
    return this.#isStepping;
  }

  get crowd(): object {
    return this.#crowd;
  }

  /** Whether the run that wants to come in must wait for those in the job's other places. */
  get isHeldUp(): boolean {
    const { state } = this;
    return state.kind === 'entering' && state.run.definition.overlap !== 'allow' && !this.#crowd.isAlone(this);
  }

  admit(run: RunEntry): void {
    this.dispatch({ kind: 'admitted', run });
  }

  /** The first limit stands, and one that comes after the run was aborted is too late. */
  limit(run: RunEntry, timeoutMs: number): void {
    if (this.#scope?.run !== run || this.#scope.abortError !== undefined || this.#alarm !== undefined) return;
    this.#scope.jobTimeoutMs = timeoutMs;
    this.#arm(timeoutMs, { kind: 'timeout', run });
  }

  settle(run: RunEntry, settlement: Settlement): void {
    this.dispatch({ kind: 'settled', run, settlement });
  }

  abandon(run: RunEntry): void {
    this.dispatch({ kind: 'abandon', run });
  }

  /**
   * Effects may raise events in turn (a listener that cancels): those wait until the step is done. Work is called
   * between the steps, so that what it does to its own job takes effect at once.
   */
  dispatch(event: RunnerEvent<RunEntry>): void {
    if (this.#isStepping) {
      if (this.#raised === undefined) this.#raised = [event];
      else this.#raised.push(event);
      return;
    }
    this.#stepThrough(event);
    if (this.#toStart === undefined) return;
    if (event.kind === 'pause') this.#decline('paused', event.reason);
    else if (event.kind === 'stop') this.#decline('stopping', STOPPING);
    else this.#crowd.start(this);
  }

  /** Starts the run that was let in, unless it has been given up since. */
  start(): void {
    const scope = this.#toStart;
    this.#toStart = undefined;
    if (scope === undefined || scope !== this.#scope) return;
    const { run } = scope;
    const { conditions } = run.definition;
    if (conditions.length === 0) {
      this.#begin(scope);
      return;
    }
    void inOwnContext(scope, () => unmetCondition(conditions, scope)).then(detail => {
      if (detail === undefined) this.#begin(scope);
      else this.settle(run, { kind: 'declined', reason: 'condition', detail });
    });
  }

  /** What was let in and has not been started yet is taken back like what waits. */
  #decline(reason: SkipReason, detail: string): void {
    const scope = this.#toStart;
    this.#toStart = undefined;
    if (scope !== undefined) this.settle(scope.run, { kind: 'declined', reason, detail });
  }

  #stepThrough(event: RunnerEvent<RunEntry>): void {
    this.#isStepping = true;
    try {
      this.#step(event);
      for (let raised = this.#takeRaised(); raised !== undefined; raised = this.#takeRaised())
        for (const next of raised) this.#step(next);
    } finally {
      this.#isStepping = false;
    }
  }

  #takeRaised(): readonly RunnerEvent<RunEntry>[] | undefined {
    const raised = this.#raised;
    this.#raised = undefined;
    return raised;
  }

  #step(event: RunnerEvent<RunEntry>): void {
    // Under `allow` every run has a place to itself, so the policy of a place is never asked.
    const overlap = event.kind === 'due' ? event.run.definition.overlap : 'skip';
    const { state, effects } = step(this.#state, event, overlap === 'allow' ? 'skip' : overlap);
    this.#state = state;
    for (const effect of effects) this.#carryOut(effect);
  }

  #carryOut(effect: Effect<RunEntry>): void {
    const { run } = effect;
    switch (effect.kind) {
      case 'enter':
        run.place = this;
        this.#lanes.enter(run);
        return;
      case 'start':
        this.#scope = new RunScope(run, this.#host);
        this.#toStart = this.#scope;
        return;
      case 'announceStop':
        this.#scope?.announceStop(stopErrorOf(run));
        return;
      case 'abort':
        this.#scope?.abort(abortErrorOf(run, effect.cause, this.#scope.jobTimeoutMs));
        this.#arm(run.definition.abandonAfterMs, { kind: 'abandon', run });
        return;
      case 'drop':
        this.#record(run, dropOutcome(run, effect.reason));
        return;
      case 'end': {
        const abortError = this.#scope?.abortError;
        this.#alarm?.cancel();
        this.#alarm = undefined;
        this.#scope = undefined;
        this.#record(run, endOutcome(run, effect.ending, abortError));
        if (run.hasStarted) callHooksAfter(run, this.#host.report);
        return;
      }
      default:
        effect satisfies never;
    }
  }

  #begin(scope: RunScope): void {
    const { run } = scope;
    const { clock } = this.#host;
    // While its conditions were asked the run may have been given up.
    if (this.#scope !== scope) return;
    const refusal = this.#host.refusal(run) ?? refusalByAbort(scope);
    if (refusal !== undefined) {
      this.settle(run, { kind: 'declined', ...refusal });
      return;
    }
    run.begin(clock.now(), clock.monotonic());
    this.#arm(run.definition.timeoutMs, { kind: 'timeout', run });
    this.#host.began(run);
    performAndSettle(scope, this);
  }

  #arm(delayMs: number | undefined, event: RunnerEvent<RunEntry>): void {
    this.#alarm?.cancel();
    this.#alarm = undefined;
    if (delayMs === undefined) return;
    const { clock, keepAlive } = this.#host;
    this.#alarm = afterDelay(clock, delayMs, () => this.dispatch(event), { keepAlive });
  }

  #record(run: RunEntry, outcome: Outcome): void {
    const { clock } = this.#host;
    if (this.isEmpty) this.#crowd.left(this);
    run.end(outcome, clock.now(), clock.monotonic());
    this.#host.ended(run);
    this.#lanes.leave(run);
    run.place = undefined;
  }
}

/** Aborted before it began: what it is declined for is not asked, since the outcome tells of the abort. */
function refusalByAbort({ abortError }: RunScope): Refusal | undefined {
  return abortError && { reason: 'condition', detail: abortError.message };
}
