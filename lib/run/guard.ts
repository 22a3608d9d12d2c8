import { Need } from './enrolment.js';
import type { Gate } from './gate.js';
import type { Run } from './run.js';
import type { RunHost, RunOwner } from './run-host.js';
import { refused, STOPPING } from './run-outcome.js';
import { Slot } from './slot.js';
import type { SlotKeeper } from './slot-keeper.js';
import { isAborted, isInProgress, SlotState } from './slot-state.js';
import { MAX_WAITING } from './slot-step.js';
import type { TakingBack } from './taking-back.js';

/** Why something is done by hand, and who does it. */
export interface Said {
  readonly reason: string;
  readonly by: string | undefined;
}

/** What a job's runs are doing, the busiest of them. `waiting` is for a group, or for room in the scheduler. */
export type GuardPhase = 'idle' | 'waiting' | 'starting' | 'running' | 'cancelling';

/**
 * The guard of one job: however its occurrences come (on time, by hand, in a burst), two of its runs are in progress
 * together only under the policy `allow`, where each run gets a slot to itself.
 */
export class Guard implements SlotKeeper<Slot> {
  readonly host: RunHost;
  readonly gate: Gate<Slot>;
  /** Whose runs it guards. */
  owner: RunOwner;
  /** Where runs come, and for which one that is not allowed beside others has to wait. */
  readonly first: Slot;
  /** Under `allow`, the further slots that are taken. */
  others: Map<Run, Slot> | undefined = undefined;

  constructor(host: RunHost, owner: RunOwner, gate: Gate<Slot>) {
    this.host = host;
    this.owner = owner;
    this.gate = gate;
    this.first = new Slot(this);
  }

  /** From now on it guards the runs of another job of the same name; what is in progress stays the old one's. */
  serve(owner: RunOwner): void {
    this.owner = owner;
  }

  isAlone(slot: Slot): boolean {
    if (this.others === undefined) return true;
    return slotsOf(this).every(other => other === slot || !isInProgress(other.state));
  }

  left(run: Run | undefined): void {
    if (this.others === undefined) return;
    if (run !== undefined) this.others.delete(run);
    this.gate.freed(this);
  }

  dueBeside(run: Run): void {
    this.others ??= new Map();
    const mayWait = this.gate.isNarrow || (run.enrolment.needs & Need.gate) !== 0;
    if (mayWait && this.others.size >= MAX_WAITING) {
      this.host.end(this.owner, run, refused('queue', undefined));
      return;
    }
    const slot = new Slot(this);
    this.others.set(run, slot);
    slot.due(run, false);
  }

  cancelOthers(): void {
    const why: TakingBack = { reason: 'cancelled', detail: 'a newer occurrence is due' };
    this.host.together(() => {
      for (const slot of this.others?.values() ?? []) slot.take('cancel', why);
    });
  }

  /** Aborts what runs, and takes back what has not begun. */
  cancel({ reason, by }: Said): void {
    tell(this, 'cancel', { reason: 'cancelled', detail: reason, by });
  }

  /** Aborts this run, or takes it back. @returns whether it was here. */
  cancelRun(run: Run, { reason, by }: Said): boolean {
    return this.slotOf(run)?.cancelRun(run, { reason: 'cancelled', detail: reason, by }) ?? false;
  }

  /** Takes back what has not begun; what runs goes on. */
  takeBack(why: TakingBack): void {
    tell(this, 'takeBack', why);
  }

  /** Lets what runs finish and begins nothing again, for good. */
  stop(): void {
    tell(this, 'stop', { reason: 'stopping', detail: STOPPING });
  }

  /** Gives the run up, if it was aborted. */
  abandon(run: Run): void {
    this.slotOf(run)?.abandon(run);
  }

  /** Whether nothing is in progress, waits, or is let in. */
  get isIdle(): boolean {
    return isEmpty(this.first) && (this.others === undefined || this.others.size === 0);
  }

  /** What the runs of a job are doing: all or, as in `runsOf`, what is left of its own. */
  phaseFor(owner: RunOwner): GuardPhase {
    const own = slotsOf(this).filter(slot => owner === this.owner || owner === slot.owner);
    return own.map(phaseOf).reduce(busier, 'idle');
  }

  /** The runs in progress, from their start until they have settled or were abandoned. */
  get running(): readonly Run[] {
    return slotsInTurn(this).flatMap(({ state, run }) => (run !== undefined && isInProgress(state) ? [run] : []));
  }

  /** The runs that have not begun: they wait for their group, for room, for their conditions, or for the one before. */
  get waiting(): readonly Run[] {
    return slotsInTurn(this).flatMap(({ state, run, waiting: { runs } }) =>
      run === undefined || isInProgress(state) ? runs : [run, ...runs],
    );
  }

  /** Whether the run was let in, and its conditions are being asked. */
  isStarting(run: Run): boolean {
    const slot = this.slotOf(run);
    return slot?.run === run && slot.state === SlotState.starting;
  }

  /** The runs of a job: all or, of one that has left, and whose name another took, what is left of its own. */
  runsOf(owner: RunOwner): readonly Run[] {
    if (owner === this.owner) return [...this.running, ...this.waiting];
    return slotsInTurn(this).flatMap(slot => (slot.run !== undefined && slot.owner === owner ? [slot.run] : []));
  }

  /** The slot in which the run is or waits. */
  slotOf(run: Run): Slot | undefined {
    return (
      this.others?.get(run) ??
      (this.first.run === run || this.first.waiting.runs.includes(run) ? this.first : undefined)
    );
  }
}

// No methods: each guard would bear the mark of a class that has private ones.

function slotsOf({ first, others }: Guard): readonly Slot[] {
  return others === undefined ? [first] : [first, ...others.values()];
}

/** By the turns of their runs: the first slot is the first that is free again, and so may have the latest. */
function slotsInTurn(guard: Guard): readonly Slot[] {
  return slotsOf(guard).toSorted((one, other) => rankOf(one) - rankOf(other));
}

function rankOf({ run }: Slot): number {
  return run?.rank ?? 0;
}

function tell(guard: Guard, event: 'cancel' | 'takeBack' | 'stop', why: TakingBack): void {
  for (const slot of slotsInTurn(guard)) slot.take(event, why);
}

function isEmpty({ state }: Slot): boolean {
  return state === SlotState.idle || state === SlotState.closed;
}

function phaseOf({ state }: Slot): GuardPhase {
  if (state === SlotState.entering) return 'waiting';
  if (state === SlotState.starting) return 'starting';
  if (isAborted(state)) return 'cancelling';
  return isInProgress(state) ? 'running' : 'idle';
}

const BY_BUSYNESS: readonly GuardPhase[] = ['idle', 'waiting', 'starting', 'cancelling', 'running'];

function busier(a: GuardPhase, b: GuardPhase): GuardPhase {
  return BY_BUSYNESS.indexOf(a) >= BY_BUSYNESS.indexOf(b) ? a : b;
}
