import type { Trigger } from '../job/context.js';
import type { Pause } from '../job/pause.js';
import type { Enrolment } from '../run/enrolment.js';
import type { Guard } from '../run/guard.js';
import type { RunOwner } from '../run/run-host.js';
import type { Queued } from '../time/due-queue.js';
import type { Engine } from './engine.js';
import type { JobHistory } from './job-history.js';

/** Occurrences that were found late, in order, and wait for their jitter. */
export interface Late {
  readonly occurrences: readonly number[];
  readonly trigger: Trigger;
}

/**
 * All that the scheduler knows of one job. There may be a hundred thousand of them, so it is one flat object, and its
 * guard and history are made by the first occurrence. Each field has one writer, which is named.
 */
export class JobEntry implements Queued, RunOwner {
  readonly name: string;
  /** The queue's. Nothing whole, or V8 would lay each entry out anew when it gets its first instant: see `declare` in the bench. */
  dueAt = Number.NaN;
  heapIndex: number | undefined = undefined;
  row: Queued['row'] = undefined;
  readonly order: number;

  /** What it goes by now. The roster's, and the agenda's when it binds it. */
  enrolment: Enrolment;
  /** The agenda's: the next occurrence, which starts at `dueAt`; `undefined` when there is none, or it is not known yet. */
  nextMs: number | undefined = undefined;
  /** The agenda's: the last occurrence that was decided about. */
  lastMs: number | undefined = undefined;
  /** The agenda's: up to here occurrences have come before, since the clock was set back. */
  repeatsUpToMs: number | undefined = undefined;
  /** The agenda's: what was found late, and was decided to be run. */
  late: Late | undefined = undefined;
  /** The agenda's: the schedule threw, and is tried again at `dueAt`. */
  isBroken = false;
  /** The roster's: why it is paused; the occurrences that are skipped by hand. */
  pause: Pause | undefined = undefined;
  skips: Map<number, Pause> | undefined = undefined;
  isRemoved = false;
  /** The roster's: it came by `add`, and leaves when its schedule is over. */
  leavesWhenOver = false;
  /** The intake's. */
  guard: Guard | undefined = undefined;
  /** The ledger's. */
  history: JobHistory | undefined = undefined;
  /** The one that was given out. */
  handle: object | undefined = undefined;

  constructor(enrolment: Enrolment, order: number) {
    this.name = enrolment.name;
    this.enrolment = enrolment;
    this.order = order;
  }
}

/** Whether an engine decides who runs the job, counts its runs, and says when the next is due. */
export function isShared({ enrolment }: JobEntry, engine: Engine | undefined): boolean {
  return engine?.shares(enrolment.definition) ?? false;
}
