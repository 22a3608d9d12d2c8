import type { Outcome } from '../job/outcome.js';
import { type Alarm, afterDelay } from '../time/clock.js';
import { type Asker, askConditions } from './condition.js';
import { Context } from './context.js';
import { Need } from './enrolment.js';
import type { GateUser, Ticket } from './gate.js';
import { callHooksAfter } from './hooks.js';
import type { Step } from './pace.js';
import { perform, type Settler } from './perform.js';
import type { Run } from './run.js';
import type { RunOwner } from './run-host.js';
import { abortErrorOf, abortedOutcome, refused, skipped, stopErrorOf } from './run-outcome.js';
import type { SlotKeeper } from './slot-keeper.js';
import { type Cause, isAborted, isInProgress, type Refusal, type Settlement, SlotState } from './slot-state.js';
import { type EventAct, type EventRow, MAX_WAITING, ON_DUE, ON_EVENT } from './slot-step.js';
import { causeOf, superseded, type TakingBack, takenBack } from './taking-back.js';
import { Waiting } from './waiting.js';

/**
 * The shell of one slot: it looks up in `slot-step` what becomes of each event, goes into the next state, and then carries
 * the act out. Who is told of something, and does something to the job in turn, finds the state that holds already.
 */
export class Slot implements GateUser, Step, Asker, Settler {
  ticket: 'none' | 'held' | Ticket = 'none';
  readonly guard: SlotKeeper<Slot>;
  /** What follows is its own to write. */
  state: SlotState = SlotState.idle;
  /** The run that is here, in whatever state. */
  run: Run | undefined = undefined;
  /** Whose run it is: a guard may be handed over to another job of the same name while the old one's still runs. */
  owner: RunOwner;
  /** From when its conditions are asked to its end. */
  #context: Context | undefined = undefined;
  #waiting: Waiting | undefined = undefined;
  /** Of its timeout or, once it was aborted, of its abandonment. */
  #alarm: Alarm | undefined = undefined;

  constructor(guard: SlotKeeper<Slot>) {
    this.guard = guard;
    this.owner = guard.owner;
  }

  /** Those that wait behind it: behind most none ever does. */
  get waiting(): Waiting {
    this.#waiting ??= new Waiting(this.guard);
    return this.#waiting;
  }

  get isHeldUp(): boolean {
    return this.run?.enrolment.definition.overlap !== 'allow' && !this.guard.isAlone(this);
  }

  /** A run is due; `inTurn`: it waits for those before it, unless it may overlap them. */
  due(run: Run, inTurn: boolean): void {
    const { overlap } = run.enrolment.definition;
    const manner = inTurn && overlap !== 'allow' ? 'inTurn' : overlap;
    // A job whose policy was `allow` until it was edited may hold several.
    if (manner === 'cancelPrevious' && this.guard.others !== undefined) this.guard.cancelOthers();
    const { next, act } = ON_DUE[manner][this.state];
    this.state = next;
    if (act === 'enter') this.#enter(run);
    else if (act === 'beside') this.guard.dueBeside(run);
    else if (act === 'queue' && this.waiting.runs.length < MAX_WAITING) this.waiting.add(run);
    else if (act === 'queueFirst' && this.waiting.runs.length === 0) this.waiting.add(run);
    else if (act === 'queueAlone' || act === 'supersede') this.waiting.addAlone(run);
    else if (act === 'replace') this.#replace(run);
    else this.guard.host.end(this.guard.owner, run, refused(act, this.run));
    if (act === 'supersede') this.#abort({ kind: 'superseded' });
  }

  /** The gate lets the run in: it begins when nothing else of ours is on the stack. */
  admitted(): void {
    if (this.#decided(ON_EVENT.admitted) !== 'nothing') this.guard.host.pace.take(this);
  }

  /** Begins the run that was let in, unless it has been given up since. */
  go(): void {
    const { run } = this;
    if (this.state !== SlotState.starting || run === undefined || this.#context !== undefined) return;
    const context = new Context(run, this.guard.host, this);
    this.#context = context;
    if ((run.enrolment.needs & Need.conditions) === 0) this.begin(context, undefined);
    else askConditions(context, this);
  }

  /** `unmet`: in words, which of its conditions does not hold. */
  begin(context: Context, unmet: string | undefined): void {
    if (this.#context !== context) return;
    const { run, host } = context;
    const refusal: Refusal | undefined =
      unmet === undefined ? host.refusal(this.owner, run) : { reason: 'condition', detail: unmet };
    if (refusal !== undefined) {
      this.#end(ON_EVENT.declined, skipped(refusal));
      return;
    }
    this.#decided(ON_EVENT.begun);
    run.begin(host.pace.nowMs, host.pace.monotonicMs);
    if (run.enrolment.needs & Need.timeout) this.#limitTime(run);
    host.began(this.owner, run);
    const settlement = perform(context, this);
    if (settlement !== undefined) this.settle(context, settlement);
  }

  /** The work of the run is over. A promise may tell so of many at once. */
  settle(context: Context, settlement: Settlement): void {
    const { pace } = this.guard.host;
    const outcome = context.abortError === undefined ? settlement : abortedOutcome(settlement, context.abortError);
    const isOutermost = pace.open();
    if (isOutermost && pace.mustRest) this.#settleLater(context, outcome);
    else if (this.#context === context) this.#end(ON_EVENT.settled, outcome);
    if (isOutermost) pace.close();
  }

  /** The first limit stands, and one that comes after the run was aborted is too late. */
  limit(run: Run, timeoutMs: number): void {
    if (this.run !== run || this.#alarm !== undefined || isAborted(this.state)) return;
    run.extras.jobTimeoutMs = timeoutMs;
    this.#limitTime(run);
  }

  /** `cancel` aborts the run in progress, too, `stop` is for good; what has not begun is taken back in each. */
  take(event: 'cancel' | 'takeBack' | 'stop', why: TakingBack): void {
    const act = this.#decided(ON_EVENT[event]);
    const [run, context] = [this.run, this.#context];
    if (act === 'nothing') return;
    this.guard.host.pace.around(() => {
      const waiting = this.waiting.takeAll();
      if (act === 'dropAll') this.#leave();
      if (act === 'dropAll' && run !== undefined) this.#giveUp(run, context, why);
      this.waiting.end(waiting, why);
      if (act === 'abort' && this.run === run) this.#abort(causeOf(why));
      if (act === 'announceStop' && run !== undefined) context?.announceStop(stopErrorOf(run));
    });
  }

  /** Aborts this run, or takes it back: it alone. @returns whether it was here. */
  cancelRun(run: Run, why: TakingBack): boolean {
    const isWaiting = this.waiting.take(run);
    if (!isWaiting && this.run !== run) return false;
    this.guard.host.pace.around(() => {
      if (isWaiting) this.waiting.end([run], why);
      else if (!isInProgress(this.state)) this.#end(ON_EVENT.declined, takenBack(run, why));
      else if (this.#decided(ON_EVENT.aborted) !== 'nothing') this.#abort(causeOf(why));
    });
    return true;
  }

  /** Frees the slot of a run that was aborted and has not settled. */
  abandon(run: Run): void {
    const error = this.#context?.abortError;
    if (this.run !== run || !isAborted(this.state) || error === undefined) return;
    this.guard.host.pace.around(() => this.#end(ON_EVENT.abandoned, { kind: 'abandoned', error }));
  }

  /** Goes into the next state. @returns what there is to do. */
  #decided(event: EventRow): EventAct {
    const { next, act } = event[this.state];
    this.state = next;
    return act;
  }

  #enter(run: Run): void {
    const { host, gate, owner, others } = this.guard;
    this.run = run;
    this.owner = owner;
    const isFree =
      (run.enrolment.needs & Need.gate) === 0 && !gate.isNarrow && (others === undefined || !this.isHeldUp);
    if (isFree) this.admitted();
    else gate.enter(this, run.rank, run.enrolment.definition.group);
    if (this.state === SlotState.entering) host.waits(owner, run);
  }

  /** The newer run takes the turn of the one that has not begun, so that a busy group can't starve the job. */
  #replace(run: Run): void {
    const [older, context] = [this.run, this.#context];
    const waiting = this.waiting.takeAll();
    const { group, overlap } = (older ?? run).enrolment.definition;
    if (group !== run.enrolment.definition.group || overlap === 'allow') {
      // A turn in the group that the job was in before an edit, or beside others of the job, is none that it has now.
      this.#decided(ON_EVENT.declined);
      this.#leave();
      this.due(run, false);
    } else {
      this.run = run;
      this.#context = undefined;
      if (this.state === SlotState.starting) this.guard.host.pace.take(this);
      else this.guard.host.waits(this.owner, run);
    }
    if (older !== undefined) this.#giveUp(older, context, superseded(run));
    this.waiting.end(waiting, superseded(run));
  }

  /** When the event loop has come round. Where a closure may be made V8 makes its scope with each call: see `burst` in the bench. */
  #settleLater(context: Context, outcome: Outcome): void {
    const { pace } = this.guard.host;
    pace.take({ go: () => pace.around(() => this.#context === context && this.#end(ON_EVENT.settled, outcome)) });
  }

  /** The run leaves its slot to the next, and then is recorded. */
  #end(event: EventRow, outcome: Outcome): void {
    const { run, owner } = this;
    const context = this.#context;
    if (run === undefined || this.#decided(event) === 'nothing') return;
    const next = this.#waiting?.runs.shift();
    if (next !== undefined) this.#decided(ON_EVENT.handedOn);
    this.#leave();
    if (next !== undefined) this.#enter(next);
    if (outcome.kind === 'cancelled') context?.abort(outcome.error);
    this.guard.host.end(owner, run, outcome);
    if (run.enrolment.needs & Need.pieces && run.attempts > 0) callHooksAfter(run, this.guard.host);
  }

  #leave(): void {
    const { guard, run } = this;
    this.run = undefined;
    this.#context = undefined;
    this.#alarm?.cancel();
    this.#alarm = undefined;
    if (this.ticket !== 'none') guard.gate.leave(this);
    if (guard.others !== undefined) guard.left(run);
  }

  #limitTime(run: Run): void {
    this.#ring(run.timeoutMs, () => {
      if (this.run === run && this.#decided(ON_EVENT.aborted) !== 'nothing') this.#abort({ kind: 'timeout' });
    });
  }

  /** Aborts the run in progress; the state says so already. */
  #abort(cause: Cause): void {
    const run = this.run;
    if (run === undefined) return;
    this.#ring(run.enrolment.definition.abandonAfterMs, () => this.abandon(run));
    this.#context?.abort(abortErrorOf(run, cause));
  }

  /** A run that has not begun ends; who was asked for its conditions is told. */
  #giveUp(run: Run, context: Context | undefined, why: TakingBack): void {
    context?.abort(abortErrorOf(run, causeOf(why)));
    this.guard.host.end(this.guard.owner, run, takenBack(run, why));
  }

  /** One alarm at a time; without a delay none. Of those that ring together each has its turn. */
  #ring(delayMs: number | undefined, ring: () => void): void {
    const { pace, keepAlive } = this.guard.host;
    this.#alarm?.cancel();
    const go = () => pace.take({ go: ring });
    this.#alarm = delayMs === undefined ? undefined : afterDelay(pace, delayMs, go, { keepAlive });
  }
}
