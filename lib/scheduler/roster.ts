import { SchedulerError, SchedulerStoppingError } from '../errors.js';
import type { JobDefinition } from '../job/definition.js';
import { lastsLonger, type Pause } from '../job/pause.js';
import { Enrolment } from '../run/enrolment.js';
import type { Said } from '../run/guard.js';
import type { Pace } from '../run/pace.js';
import { dateTimeIn } from '../time/instant.js';
import { zoneOf } from '../time/zone.js';
import type { Agenda } from './agenda.js';
import type { EventHub } from './event-hub.js';
import { EDITED, type Intake, REMOVED, SPENT } from './intake.js';
import { JobEntry } from './job-entry.js';
import type { JobTable } from './job-table.js';
import type { Ledger } from './ledger.js';
import { tellableAfter } from './occurrences.js';
import { mayOwe, one } from './outstanding.js';
import { PauseEnds } from './pause-ends.js';

/** The most occurrences of a job that are left out by hand at once. */
export const MAX_SKIPS = 1_000;

/** The parts that a roster works with. */
export interface RosterParts {
  readonly pace: Pace;
  readonly jobs: JobTable;
  readonly agenda: Agenda;
  readonly intake: Intake;
  readonly ledger: Ledger;
  readonly events: EventHub;
}

type RosterEvent = 'added' | 'edited' | 'removed' | 'resumed';

/** Which jobs there are and what they go by: they come, are edited, paused, and leave. Every change is an event. */
export class Roster {
  readonly #parts: RosterParts;
  readonly #pauseEnds: PauseEnds;

  constructor(parts: RosterParts) {
    this.#parts = parts;
    this.#pauseEnds = new PauseEnds(parts.pace, entry => this.resume(entry, undefined));
  }

  /** Takes a job that was declared, under a name that is free. */
  declare(definition: JobDefinition): JobEntry {
    const { jobs } = this.#parts;
    return jobs.add(new JobEntry(new Enrolment(definition), jobs.count));
  }

  /**
   * Adds a job later on; with `leavesWhenOver` it leaves when its schedule has ended.
   * @throws DuplicateNameError, SchedulerStoppingError
   */
  add(definition: JobDefinition, leavesWhenOver: boolean, by: string | undefined): JobEntry {
    const { agenda, jobs } = this.#parts;
    if (agenda.isHalted) throw new SchedulerStoppingError(`job '${definition.schedule.name}'`);
    jobs.assertFree(definition);
    const entry = this.declare(definition);
    entry.leavesWhenOver = leavesWhenOver;
    this.#parts.events.act(() => {
      agenda.enrol(entry, 'add', this.#parts.pace.nowMs);
      this.#tell('added', entry, undefined, by);
      this.#missWhatHasPassed(entry);
    });
    return entry;
  }

  /** Gives a job a new definition in its place, by which it may be kept. What is due of the old is recorded, and not run. */
  redefine(entry: JobEntry, definition: JobDefinition, by: string | undefined, isKept = false): void {
    const { name } = entry;
    if (definition.schedule.name !== name) {
      const message = `job '${name}' can't become '${definition.schedule.name}' by an edit: remove it and add another`;
      throw new SchedulerError('ERR_RENAMED', message);
    }
    if (this.#parts.agenda.isHalted) throw new SchedulerStoppingError(`the new schedule of job '${name}'`);
    this.assertThere(entry);
    this.#parts.events.act(() => {
      const { agenda, intake, pace } = this.#parts;
      agenda.look();
      intake.skip(entry, agenda.takeOutstanding(entry, pace.nowMs), EDITED);
      agenda.forgetStart(entry);
      agenda.withdraw(entry);
      entry.enrolment = new Enrolment(definition);
      entry.skips = undefined;
      if (isKept) entry.leavesWhenOver = false;
      agenda.enrol(entry, 'edit', pace.nowMs);
      this.#tell('edited', entry, undefined, by);
      this.leaveIfOver(entry);
    });
  }

  /** @returns whether it was there. */
  remove(entry: JobEntry, by: string | undefined): boolean {
    if (entry.isRemoved) return false;
    const { agenda, intake, pace, events } = this.#parts;
    // Of most nobody is told and nothing is recorded, so there is nothing to act out: see `declare` in the bench.
    if (events.isSilent && entry.guard === undefined && !mayOwe(entry, pace.now())) {
      this.#leave(entry);
      return true;
    }
    this.#parts.events.act(() => {
      intake.skip(entry, agenda.takeOutstanding(entry, pace.nowMs), REMOVED);
      this.#leave(entry);
      entry.guard?.takeBack(REMOVED);
      this.#tell('removed', entry, undefined, by);
    });
    return true;
  }

  /** Beside the pause that holds, one that lasts no longer changes nothing. */
  pause(entry: JobEntry, pause: Pause): void {
    if (entry.isRemoved || !lastsLonger(pause, entry.pause)) return;
    entry.pause = pause;
    this.#parts.events.act(() => {
      entry.guard?.takeBack({ reason: 'paused', detail: pause.reason });
      this.#pauseEnds.set(entry, pause.untilMs);
      const { reason, by, untilMs } = pause;
      const until = untilMs === undefined ? undefined : this.#show(entry, untilMs);
      this.#parts.events.emit('paused', { jobName: entry.name, by, reason, until });
    });
  }

  /** Goes on with what comes from now on; what came in the pause is recorded, and not caught up with. */
  resume(entry: JobEntry, by: string | undefined): void {
    const { pause } = entry;
    if (entry.isRemoved || pause === undefined) return;
    this.#parts.events.act(() => {
      const { agenda, intake, pace } = this.#parts;
      // What has come since its own end, while the host slept, did not come in it.
      const lastMs = Math.min(pace.nowMs, (pause.untilMs ?? Infinity) - 1);
      intake.skip(entry, agenda.takePaused(entry, lastMs), { reason: 'paused', detail: pause.reason });
      entry.pause = undefined;
      this.#pauseEnds.set(entry, undefined);
      this.#tell('resumed', entry, undefined, by);
    });
  }

  /** Takes over the pause that holds on all hosts; its end comes on each of them by the clock that they share. */
  adoptPause(entry: JobEntry, pause: Pause | undefined): void {
    if (pause === undefined) {
      this.resume(entry, undefined);
      return;
    }
    entry.pause = undefined;
    this.pause(entry, pause);
  }

  /**
   * Leaves the next occurrence out that is not left out yet. @returns it; `undefined` where there is none.
   * @throws SchedulerError if very many are left out already
   */
  skipNext(entry: JobEntry, { reason, by }: Said): number | undefined {
    const { agenda, pace, events } = this.#parts;
    pace.read();
    const { bound } = entry.enrolment;
    let at = agenda.nextOccurrence(entry);
    const skips = stillToCome(entry.skips, at);
    entry.skips = skips;
    if (skips.size >= MAX_SKIPS) {
      const message = `job '${entry.name}' leaves out its next ${MAX_SKIPS} occurrences already: pause it instead`;
      throw new SchedulerError('ERR_TOO_MANY_SKIPS', message);
    }
    while (at !== undefined && skips.has(at)) at = tellableAfter(bound, at);
    if (at === undefined) return undefined;
    skips.set(at, { reason, by, atMs: pace.nowMs, untilMs: undefined });
    const occurrence = this.#show(entry, at);
    this.#parts.events.act(() => events.emit('skipping', { jobName: entry.name, reason, by, occurrence }));
    return at;
  }

  /** The schedule of the job has had its number of runs: what was found late, and waits for its jitter, is not run. */
  exhaust(entry: JobEntry): void {
    const { agenda, intake } = this.#parts;
    const { late } = entry;
    agenda.withdraw(entry);
    if (late !== undefined) intake.skip(entry, late.occurrences.map(one), SPENT);
  }

  /** The scheduler has started: what was added before for a moment that has passed by now is over. */
  started(): void {
    const leavers = [...this.#parts.jobs.entries].filter(({ leavesWhenOver }) => leavesWhenOver);
    for (const entry of leavers) this.#parts.events.act(() => this.#missWhatHasPassed(entry));
  }

  /** Whether nothing of the job will run again, and it leaves for that: it came by `add`, and nothing of it is left. */
  leaveIfOver(entry: JobEntry): void {
    const { agenda } = this.#parts;
    if (!entry.leavesWhenOver || entry.isRemoved || !agenda.isLive || entry.guard?.isIdle === false) return;
    if (entry.enrolment.isWhenAsked) return;
    // Asked for what is next, the schedule may throw.
    if (agenda.nextOccurrence(entry) !== undefined || entry.isBroken) return;
    this.#leave(entry);
    this.#tell('removed', entry, 'over', undefined);
  }

  /** Pauses no longer end by themselves. */
  halt(): void {
    this.#pauseEnds.halt();
  }

  /** @throws SchedulerError if the job has left */
  assertThere({ name, isRemoved }: JobEntry): void {
    if (isRemoved) throw new SchedulerError('ERR_REMOVED', `job '${name}' has left the scheduler: add it again`);
  }

  #leave(entry: JobEntry): void {
    const { agenda, jobs, ledger } = this.#parts;
    agenda.withdraw(entry);
    this.#pauseEnds.set(entry, undefined);
    ledger.departs(entry);
    jobs.remove(entry);
  }

  /** One that was added for a moment that has passed never runs: that is recorded, and it leaves. */
  #missWhatHasPassed(entry: JobEntry): void {
    const { agenda, ledger, pace } = this.#parts;
    const { bound } = entry.enrolment;
    // A listener that was told of it may have taken it out again, or have stopped everything.
    if (bound === undefined || entry.isRemoved || !agenda.isLive) return;
    if (agenda.nextOccurrence(entry) !== undefined || entry.isBroken) return;
    const last = agenda.guarded(entry, () => bound.previous(pace.nowMs + 1));
    if (last !== undefined) ledger.missed(entry, { count: 1, atLeast: false, first: last, last }, undefined);
    this.leaveIfOver(entry);
  }

  #show({ enrolment }: JobEntry, ms: number): ReturnType<typeof dateTimeIn> {
    return dateTimeIn(zoneOf(enrolment.definition.schedule.zone), ms);
  }

  #tell(name: RosterEvent, entry: JobEntry, reason: string | undefined, by: string | undefined): void {
    this.#parts.events.emit(name, { jobName: entry.name, reason, by });
  }
}

/** Of what is left out by hand, what has not passed: what came in a pause, or was missed, has. All of it where the schedule throws. */
function stillToCome(skips: JobEntry['skips'] = new Map(), nextMs: number | undefined): Map<number, Pause> {
  return new Map([...skips].filter(([ms]) => nextMs === undefined || ms >= nextMs));
}
