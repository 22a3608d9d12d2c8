import type { Outcome } from '../job/outcome.js';
import { unmetCondition } from './condition.js';
import { Context } from './context.js';
import { Need } from './enrolment.js';
import type { GateUser, Ticket } from './gate.js';
import { callHooksAfter } from './hooks.js';
import { inOwnContext } from './own-context.js';
import type { Step } from './pace.js';
import { perform, type Settler } from './perform.js';
import type { Run } from './run.js';
import { RunAlarm } from './run-alarm.js';
import type { RunOwner } from './run-host.js';
import { abortErrorOf, refused, settledOutcome, skipped, stopErrorOf } from './run-outcome.js';
import type { SlotKeeper } from './slot-keeper.js';
import { type Cause, isAborted, isInProgress, type Settlement, SlotState } from './slot-state.js';
import { type EventAct, type Manner, onDue, onEvent, type SlotEvent } from './slot-step.js';
import { causeOf, superseded, type TakingBack, takenBack } from './taking-back.js';

/**
 * The shell of one slot: it asks `slot-step` what becomes of each event, goes into the next state, and then carries the
 * act out. It decides nothing. A listener that is told of something, and does something to the same job in turn, finds
 * the state that holds already.
 */
export class Slot implements GateUser, Step, Settler {
  ticket: 'none' | 'held' | Ticket = 'none';
  readonly guard: SlotKeeper<Slot>;
  #state: SlotState = SlotState.idle;
  #run: Run | undefined = undefined;
  /** Whose run it is: a guard may be handed over to another job of the same name while the old one's still runs. */
  #owner: RunOwner;
  /** From when its conditions are asked to its end. */
  #context: Context | undefined = undefined;
  #waiting: Run[] = [];
  readonly #alarm = new RunAlarm();

  constructor(guard: SlotKeeper<Slot>) {
    this.guard = guard;
    this.#owner = guard.owner;
  }

  get state(): SlotState {
    return this.#state;
  }

  /** The run that is here, in whatever state. */
  get run(): Run | undefined {
    return this.#run;
  }

  /** Those that wait behind it, in order. */
  get waiting(): readonly Run[] {
    return this.#waiting;
  }

  get isHeldUp(): boolean {
    return this.#run?.enrolment.definition.overlap !== 'allow' && !this.guard.isAlone(this);
  }

  /** An occurrence is due. */
  due(run: Run, manner: Manner): void {
    const { next, act } = onDue(this.#state, manner, this.#waiting.length);
    this.#state = next;
    if (act === 'enter') this.#enter(run);
    else if (act === 'queue') this.#wait(run);
    else if (act === 'queueAlone') this.#waitInstead(run);
    else if (act === 'replace') this.#replace(run);
    else if (act === 'supersede') {
      this.#waitInstead(run);
      this.#abort({ kind: 'superseded' });
    } else this.#record(run, refused(act, this.#run));
  }

  /** The gate lets the run in: it begins when nothing else of ours is on the stack. */
  admitted(): void {
    if (this.#decided('admitted') !== 'nothing') this.guard.host.pace.take(this);
  }

  /** Begins the run that was let in, unless it has been given up since. */
  go(): void {
    const run = this.#run;
    if (this.#state !== SlotState.starting || run === undefined || this.#context !== undefined) return;
    const context = new Context(run, this.guard.host, this);
    this.#context = context;
    if ((run.enrolment.needs & Need.conditions) === 0) this.#begin(run, context);
    else void inOwnContext(context, unmetCondition).then(detail => this.#answered(run, context, detail));
  }

  /** The work of the run is over. */
  settle(context: Context, settlement: Settlement): void {
    if (this.#context !== context || !isInProgress(this.#state)) return;
    const { pace } = this.guard.host;
    const isOutermost = pace.open();
    this.#end('settled', settledOutcome(settlement, context.abortError));
    if (isOutermost) pace.close();
  }

  /** The first limit stands, and one that comes after the run was aborted is too late. */
  limit(run: Run, timeoutMs: number): void {
    if (this.#run !== run || this.#alarm.isSet || isAborted(this.#state)) return;
    run.extras.jobTimeoutMs = timeoutMs;
    this.#alarm.set(this.guard.host, timeoutMs, () => this.#timeOut(run));
  }

  /** `cancel` aborts the run in progress, too, `stop` is for good; what has not begun is taken back in each. */
  take(event: 'cancel' | 'takeBack' | 'stop', why: TakingBack): void {
    const act = this.#decided(event);
    if (act !== 'nothing') this.guard.host.pace.around(() => this.#carryOut(act, why));
  }

  /** Aborts this run, or takes it back: it alone. @returns whether it was here. */
  cancelRun(run: Run, why: TakingBack): boolean {
    const isWaiting = this.#waiting.includes(run);
    if (!isWaiting && this.#run !== run) return false;
    this.guard.host.pace.around(() => {
      if (isWaiting) this.#waiting = this.#waiting.filter(one => one !== run);
      if (isWaiting) this.#giveUp(run, undefined, why);
      else if (isInProgress(this.#state)) this.#decided('aborted') !== 'nothing' && this.#abort(causeOf(why));
      else this.#end('declined', takenBack(run, why));
    });
    return true;
  }

  /** Frees the slot of a run that was aborted and has not settled. */
  abandon(run: Run): void {
    const error = this.#context?.abortError;
    if (this.#run !== run || !isAborted(this.#state) || error === undefined) return;
    this.guard.host.pace.around(() => this.#end('abandoned', { kind: 'abandoned', error }));
  }

  /** Goes into the next state. @returns what there is to do. */
  #decided(event: SlotEvent): EventAct {
    const { next, act } = onEvent(this.#state, event, this.#waiting.length);
    this.#state = next;
    return act;
  }

  #carryOut(act: EventAct, why: TakingBack): void {
    const run = this.#run;
    const context = this.#context;
    const waiting = this.#waiting;
    this.#waiting = [];
    if (act === 'dropAll') this.#leave();
    if (act === 'dropAll' && run !== undefined) this.#giveUp(run, context, why);
    for (const dropped of waiting) this.#giveUp(dropped, undefined, why);
    if (act === 'abort' && this.#run === run) this.#abort(causeOf(why));
    if (act === 'announceStop' && run !== undefined) context?.announceStop(stopErrorOf(run));
  }

  #enter(run: Run): void {
    const { gate, owner } = this.guard;
    this.#run = run;
    this.#owner = owner;
    const isFree = (run.enrolment.needs & Need.gate) === 0 && !gate.isNarrow && !this.isHeldUp;
    if (isFree) this.admitted();
    else gate.enter(this, Math.min(run.dueAt, this.guard.host.pace.nowMs), run.enrolment.definition.group);
    if (this.#state === SlotState.entering) owner.waits(run);
  }

  /** The newer run takes the turn of the one that has not begun, so that a busy group can't starve the job. */
  #replace(run: Run): void {
    const older = this.#run;
    const context = this.#context;
    this.#run = run;
    this.#context = undefined;
    if (this.#state === SlotState.starting) this.guard.host.pace.take(this);
    else this.#owner.waits(run);
    if (older !== undefined) this.#giveUp(older, context, superseded(run));
  }

  #wait(run: Run): void {
    this.#waiting.push(run);
    this.guard.owner.waits(run);
  }

  #waitInstead(run: Run): void {
    const older = this.#waiting;
    this.#waiting = [];
    this.#wait(run);
    for (const dropped of older) this.#giveUp(dropped, undefined, superseded(run));
  }

  #answered(run: Run, context: Context, unmet: string | undefined): void {
    if (this.#context !== context) return;
    this.guard.host.pace.around(() => {
      if (unmet === undefined) this.#begin(run, context);
      else this.#end('declined', skipped('condition', unmet));
    });
  }

  #begin(run: Run, context: Context): void {
    const { host } = this.guard;
    const refusal = this.#owner.refusal(run);
    if (refusal !== undefined) {
      this.#end('declined', skipped(refusal.reason, refusal.detail));
      return;
    }
    this.#decided('begun');
    run.begin(host.pace.nowMs, host.pace.monotonicMs);
    if (run.enrolment.needs & Need.timeout) this.#alarm.set(this.guard.host, run.timeoutMs, () => this.#timeOut(run));
    this.#owner.began(run);
    perform(context, this);
  }

  /** The run leaves its slot to the next, and then is recorded. */
  #end(event: 'settled' | 'declined' | 'abandoned', outcome: Outcome): void {
    const run = this.#run;
    if (run === undefined || this.#decided(event) === 'nothing') return;
    this.#alarm.cancel();
    const owner = this.#owner;
    const next = this.#state === SlotState.entering ? this.#waiting.shift() : undefined;
    this.#leave();
    if (next !== undefined) this.#enter(next);
    this.#record(run, outcome, owner);
    if (run.hasStarted) callHooksAfter(run, this.guard.host);
  }

  #leave(): void {
    if (this.ticket !== 'none') this.guard.gate.leave(this);
    const run = this.#run;
    this.#run = undefined;
    this.#context = undefined;
    this.guard.left(run);
  }

  #timeOut(run: Run): void {
    if (this.#run !== run || this.#decided('aborted') === 'nothing') return;
    this.guard.host.pace.around(() => this.#abort({ kind: 'timeout' }));
  }

  /** Aborts the run in progress; the state says so already. */
  #abort(cause: Cause): void {
    const run = this.#run;
    if (run === undefined) return;
    this.#alarm.set(this.guard.host, run.enrolment.definition.abandonAfterMs, () => this.abandon(run));
    this.#context?.abort(abortErrorOf(run, cause));
  }

  /** A run that has not begun ends; who was asked for its conditions is told. */
  #giveUp(run: Run, context: Context | undefined, why: TakingBack): void {
    context?.abort(abortErrorOf(run, causeOf(why)));
    this.#record(run, takenBack(run, why));
  }

  #record(run: Run, outcome: Outcome, owner = this.guard.owner): void {
    const { pace } = this.guard.host;
    run.end(outcome, pace.nowMs, pace.monotonicMs);
    owner.ended(run);
  }
}
