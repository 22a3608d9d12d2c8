import type { Trigger } from '../job/context.js';
import type { Outcome } from '../job/outcome.js';
import { Context } from '../run/context.js';
import type { Enrolment } from '../run/enrolment.js';
import type { Gate } from '../run/gate.js';
import { Guard } from '../run/guard.js';
import { Run } from '../run/run.js';
import type { RunHost } from '../run/run-host.js';
import { STOPPING, skipped } from '../run/run-outcome.js';
import type { Slot } from '../run/slot.js';
import type { Refusal } from '../run/slot-state.js';
import { triggeredBeside, triggeredWithin, WAITS_FOR_ITSELF, waitsForItself } from '../run/within.js';
import { dateTimeIn } from '../time/instant.js';
import { zoneOf } from '../time/zone.js';
import type { JobEntry } from './job-entry.js';
import type { Outstanding, OutstandingPart } from './outstanding.js';

/** What is said of a run for which no number is left. */
export const SPENT: Refusal = { reason: 'limit', detail: 'the schedule has had its number of runs' };
/** What is said of a run that comes, or waits, when its job is taken out. */
export const REMOVED: Refusal = { reason: 'removed', detail: 'the job was removed' };
/** The same when the scheduler stops. */
export const STOPPED: Refusal = { reason: 'stopping', detail: STOPPING };
/** The same when its job gets another schedule. */
export const EDITED: Refusal = { reason: 'edited', detail: 'the job was edited' };

/** How a run by hand was asked for. */
export interface TriggerRequest {
  /** When that was. */
  readonly atMs: number;
  readonly by: string | undefined;
  readonly data: unknown;
  /** In whose async context that was: a run's, or that of something else that a stop waits for. */
  readonly owner: object | undefined;
}

/** How far the scheduler is: `halted` from when a stop begins, `stopped` when it is over. */
export type IntakePhase = 'open' | 'halted' | 'stopped';

/** Makes a run of each occurrence that is due, or that is asked for by hand, and hands it to the guard of its job. */
export class Intake {
  readonly host: RunHost;
  readonly #gate: Gate<Slot>;
  readonly #lifecycle: { readonly phase: IntakePhase };

  constructor(host: RunHost, gate: Gate<Slot>, lifecycle: { readonly phase: IntakePhase }) {
    this.host = host;
    this.#gate = gate;
    this.#lifecycle = lifecycle;
  }

  /** An occurrence is due, under the enrolment that it was planned by. */
  due(entry: JobEntry, enrolment: Enrolment, occurrenceMs: number, trigger: Trigger, inTurn: boolean): void {
    const isRepeated = entry.repeatsUpToMs !== undefined && occurrenceMs <= entry.repeatsUpToMs;
    // What makes up for missed ones has the turn of its own occurrence, not of the first of them.
    const dueAt = trigger === 'catchUp' ? occurrenceMs : entry.dueAt;
    const run = new Run(this.host, enrolment, occurrenceMs, dueAt, trigger, isRepeated);
    const refusal = entry.enrolment === enrolment ? this.#refusalOf(entry, run) : EDITED;
    if (refusal !== undefined) this.#refuse(entry, run, refusal);
    else (entry.guard ?? this.guardOf(entry)).first.due(run, inTurn);
  }

  /** Runs the job by hand. `ended` is told what became of that. */
  trigger(entry: JobEntry, { atMs, by, data, owner }: TriggerRequest, ended: (outcome: Outcome) => void): void {
    const run = new Run(this.host, entry.enrolment, atMs, atMs, 'manual');
    run.extras.onEnded = ended;
    run.extras.by = by;
    run.extras.data = data;
    if (owner instanceof Context) triggeredWithin(owner.run, run, this.guardOf(entry));
    else if (owner !== undefined) triggeredBeside(owner, run);
    this.deliver(entry, run);
  }

  /** Takes a run in once nothing else is on the stack, so that a listener which triggers again does not grow it. */
  deliver(entry: JobEntry, run: Run): void {
    this.host.pace.take({ go: () => this.#take(entry, run) });
  }

  /** Records what has come and will not be run, for one reason. */
  skip(entry: JobEntry, outstanding: Outstanding, refusal: Refusal): void {
    this.host.together(() => {
      for (const part of outstanding) this.#skipPart(entry, part, refusal);
    });
  }

  /** The guard of the job, made with its first run. */
  guardOf(entry: JobEntry): Guard {
    entry.guard ??= new Guard(this.host, entry, this.#gate);
    return entry.guard;
  }

  #skipPart(entry: JobEntry, part: OutstandingPart, refusal: Refusal): void {
    const isRepeated = entry.repeatsUpToMs !== undefined && part.first <= entry.repeatsUpToMs;
    const run = new Run(this.host, entry.enrolment, part.first, part.first, 'schedule', isRepeated);
    this.host.end(entry, run, skippedPart(entry, part, refusal));
  }

  #take(entry: JobEntry, run: Run): void {
    // Nothing is told any more, lest a listener that triggers each time goes on for ever.
    if (this.#lifecycle.phase === 'stopped') {
      run.extras.onEnded?.(skipped(STOPPED));
      return;
    }
    const refusal = this.#refusalOf(entry, run);
    const guard = this.guardOf(entry);
    if (refusal !== undefined) this.#refuse(entry, run, refusal);
    else if (waitsForItself(run, guard)) this.#refuse(entry, run, { reason: 'overlap', detail: WAITS_FOR_ITSELF });
    else guard.first.due(run, false);
  }

  /** Why the run is not even offered to its guard. */
  #refusalOf(entry: JobEntry, run: Run): Refusal | undefined {
    const { occurrenceMs, trigger } = run;
    const refusal = this.host.refusal(entry, run);
    if (refusal !== undefined || entry.skips === undefined || trigger === 'manual') return refusal;
    const skip = entry.skips.get(occurrenceMs);
    entry.skips.delete(occurrenceMs);
    return skip && { reason: 'byHand', detail: skip.reason };
  }

  #refuse(entry: JobEntry, run: Run, refusal: Refusal): void {
    this.host.end(entry, run, skipped(refusal));
  }
}

function skippedPart(entry: JobEntry, part: OutstandingPart, refusal: Refusal): Outcome {
  if (part.count === 1) return skipped(refusal);
  const zone = zoneOf(entry.enrolment.definition.schedule.zone);
  const [first, last] = [dateTimeIn(zone, part.first), dateTimeIn(zone, part.last)];
  return { kind: 'skipped', ...refusal, count: part.count, first, last };
}
