import { ScheduleError, ScheduleRangeError, SchedulerError, shown } from '../errors.js';
import type { When } from '../grammar/words.js';
import type { JobDefinition } from '../job/definition.js';
import type { Outcome } from '../job/outcome.js';
import { isOverAt, lastsLonger, type Pause } from '../job/pause.js';
import { takeData } from '../job/taking.js';
import type { Report } from '../run/contain.js';
import { Context } from '../run/context.js';
import type { Said } from '../run/guard.js';
import { outcomeOf } from '../run/outcome-of-json.js';
import { currentOwner } from '../run/own-context.js';
import type { Pace } from '../run/pace.js';
import type { Run } from '../run/run.js';
import { skipped } from '../run/run-outcome.js';
import { waitingFor } from '../run/within.js';
import { inNoContext } from '../time/no-context.js';
import type { AddTerms } from './add-terms.js';
import type { Agenda } from './agenda.js';
import type { Command, Engine } from './engine.js';
import type { EventHub } from './event-hub.js';
import { type Intake, STOPPED } from './intake.js';
import { isShared, type JobEntry } from './job-entry.js';
import type { JobTable } from './job-table.js';
import { type JobPhase, phaseOf } from './job-view.js';
import { MAX_PREVIEW, type Upcoming, unlessItThrows, upcoming } from './occurrences.js';
import type { Define } from './ports.js';
import type { Roster } from './roster.js';

/** How far back a run is followed through those that triggered it: a chain that triggers itself for ever is no ring. */
const MOST_FROM = 100;

/** The parts of a scheduler that its handles reach. */
export interface CommandParts {
  readonly pace: Pace;
  readonly agenda: Agenda;
  readonly intake: Intake;
  readonly roster: Roster;
  readonly jobs: JobTable;
  readonly events: EventHub;
  readonly engine: Engine | undefined;
  readonly report: Report;
  readonly define: Define;
  readonly maxConcurrency: number | undefined;
}

/** What the handles of a scheduler do to it: to their job here or, where several hosts share it, to all of them. */
export class Commands {
  readonly #parts: CommandParts;

  constructor(parts: CommandParts) {
    this.#parts = parts;
  }

  now(): number {
    this.#parts.pace.read();
    return this.#parts.pace.nowMs;
  }

  /** What may surprise in its schedule and, where hosts share the jobs, what its words mean there. */
  notes(entry: JobEntry): readonly string[] {
    return [...entry.enrolment.definition.schedule.notes, ...this.#sharedNotes(entry)];
  }

  describe(entry: JobEntry): string {
    const { schedule } = entry.enrolment.definition;
    const words = unlessItThrows(() => schedule.describe(this.now())) ?? `${schedule.words} (${schedule.zone})`;
    return [words, ...this.#sharedNotes(entry)].join('; ');
  }

  phaseOf(entry: JobEntry): JobPhase {
    const { agenda } = this.#parts;
    return phaseOf(entry, agenda.nextDueAt(entry) !== undefined, agenda.isHalted);
  }

  /** When the job is due next, but for what is left out by hand; `undefined` where it is not. */
  nextStartAt(entry: JobEntry): number | undefined {
    const { agenda, pace } = this.#parts;
    const dueAt = agenda.nextDueAt(entry);
    if (dueAt === undefined || entry.skips === undefined) return dueAt;
    return agenda.guarded(entry, () => upcoming(entry, pace.nowMs, 1)[0]?.dueAt);
  }

  /**
   * The next starts; none once the job has left, or a stop has begun, nor where its schedule throws, which is told when it is
   * planned. @throws ScheduleRangeError for a count beyond its range
   */
  upcoming(entry: JobEntry, count: number): readonly Upcoming[] {
    if (!(Number.isInteger(count) && count >= 0 && count <= MAX_PREVIEW)) {
      throw new ScheduleRangeError(
        `preview(${shown(count)}) of job '${entry.name}': the count must be 0 to ${MAX_PREVIEW}`,
      );
    }
    if (entry.isRemoved || this.#parts.agenda.isHalted) return [];
    return unlessItThrows(() => upcoming(entry, this.now(), count)) ?? [];
  }

  /** @throws DataRefusedError for data that is not what the job takes; rejects with it where its schema answers later */
  trigger(entry: JobEntry, data: unknown, by: string | undefined): Promise<Outcome> {
    this.#parts.roster.assertThere(entry);
    const { definition } = entry.enrolment;
    if (definition.taking === undefined) return this.#trigger(entry, data, by);
    const taken = takeData(definition, data);
    // Where hosts share the job, the one that runs it takes the data, as it was given.
    const given = isShared(entry, this.#parts.engine) ? () => data : (output: unknown) => output;
    if (!(taken instanceof Promise)) return this.#trigger(entry, given(taken), by);
    return taken.then(output => this.#trigger(entry, given(output), by));
  }

  #trigger(entry: JobEntry, data: unknown, by: string | undefined): Promise<Outcome> {
    const { intake, events, pace, engine, agenda, roster } = this.#parts;
    const owner = currentOwner();
    if (engine !== undefined && isShared(entry, engine)) {
      if (agenda.isHalted) return Promise.resolve(skipped(STOPPED));
      const from = owner instanceof Context ? keysFrom(owner.run) : [];
      return engine.trigger(entry.name, data, { by, from }).then(({ outcome }) => outcomeOf(outcome));
    }
    return new Promise(resolve => {
      // Its listeners and hooks are not the caller's, and must not keep alive what is.
      inNoContext(() => {
        pace.read();
        // What it is for, however long those take who are told of it before it is taken in.
        const atMs = pace.nowMs;
        // Where the host has slept, the alarm of its end may not have rung yet.
        if (entry.pause !== undefined && isOverAt(entry.pause, atMs)) roster.resume(entry, undefined);
        events.emitOfCall('triggered', { jobName: entry.name, reason: undefined, by });
        intake.trigger(entry, { atMs, by, data, owner }, resolve);
      });
    });
  }

  /** Pauses each job that is not paused for as long: `saidIn` says it in the job's zone, and refuses a mistake. @returns how many */
  pauseAll(saidIn: (zone: string) => Omit<Pause, 'atMs'>): number {
    // Also where there is no job.
    saidIn('UTC');
    return this.#actOnEach(entry => {
      const pause = { ...saidIn(entry.enrolment.definition.schedule.zone), atMs: this.now() };
      if (!lastsLonger(pause, entry.pause)) return false;
      this.pause(entry, pause);
      return true;
    });
  }

  /** @returns how many were paused */
  resumeAll(by: string | undefined): number {
    return this.#actOnEach(entry => {
      if (entry.pause === undefined) return false;
      this.resume(entry, by);
      return true;
    });
  }

  pause(entry: JobEntry, pause: Pause): void {
    const { reason, by, untilMs } = pause;
    if (!this.#isCommanded(entry, { kind: 'pause', reason, by, untilMs })) this.#parts.roster.pause(entry, pause);
  }

  resume(entry: JobEntry, by: string | undefined): void {
    this.#parts.roster.assertThere(entry);
    if (!this.#isCommanded(entry, { kind: 'resume', reason: '', by })) this.#parts.roster.resume(entry, by);
  }

  /** @returns the occurrence that is left out; `undefined` where there is none */
  skipNext(entry: JobEntry, said: Said): number | undefined {
    const occurrenceMs = this.#parts.roster.skipNext(entry, said);
    if (occurrenceMs !== undefined) this.#isCommanded(entry, { kind: 'skipNext', ...said, occurrenceMs });
    return occurrenceMs;
  }

  /** @returns whether there was anything to cancel */
  cancel(entry: JobEntry, said: Said, runId: string | undefined): boolean {
    if (this.#isCommanded(entry, { kind: 'cancel', ...said, runId })) return true;
    const { guard } = entry;
    const runs = guard?.runsOf(entry) ?? [];
    const meant = runId === undefined ? runs : runs.filter(run => run.runId === runId);
    if (guard === undefined || meant.length === 0) return false;
    this.#parts.events.act(() => {
      if (runId === undefined && guard.owner === entry) guard.cancel(said);
      else for (const run of meant) guard.cancelRun(run, said);
    });
    return true;
  }

  /** Adds a job, or gives the one of its name a new definition. @returns its entry */
  add(definition: JobDefinition, { by, isReplacing, isKept }: AddTerms): JobEntry {
    const { jobs, roster, agenda } = this.#parts;
    // It would get a name that is free, and stand beside what it was to replace.
    if (isReplacing && definition.namedBy === 'words') {
      throw new ScheduleError(
        "add(…) with { replace: true } replaces by name, and this work has none: say withName('…')",
      );
    }
    const present = isReplacing ? jobs.get(definition.schedule.name) : undefined;
    if (agenda.isLive) this.#refuseShared(definition, 'add');
    if (present === undefined) return roster.add(definition, !isKept, by);
    this.#refuseShared(present.enrolment.definition, 'edit');
    roster.redefine(present, definition, by, isKept);
    return present;
  }

  edit(entry: JobEntry, when: When, by: string | undefined): void {
    const { definition } = entry.enrolment;
    this.#refuseShared(definition, 'edit');
    this.#parts.roster.redefine(entry, this.#parts.define(definition.work, when, definition), by);
  }

  remove(entry: JobEntry, by: string | undefined): boolean {
    this.#refuseShared(entry.enrolment.definition, 'remove');
    return this.#parts.roster.remove(entry, by);
  }

  /** When its turn comes: a listener that is told of one may change another, or take it out. @returns on how many */
  #actOnEach(act: (entry: JobEntry) => boolean): number {
    let count = 0;
    for (const entry of [...this.#parts.jobs.entries]) if (!entry.isRemoved && act(entry)) count += 1;
    return count;
  }

  #sharedNotes({ enrolment: { definition } }: JobEntry): readonly string[] {
    const { engine, maxConcurrency } = this.#parts;
    return engine?.notes(definition, maxConcurrency) ?? [];
  }

  /** @returns whether an engine was told instead, which tells this host in turn */
  #isCommanded(entry: JobEntry, command: Pick<Command, 'kind' | 'reason' | 'by'> & Partial<Command>): boolean {
    const { engine, report } = this.#parts;
    if (engine === undefined || !isShared(entry, engine)) return false;
    const { name } = entry;
    const told = engine.command({ untilMs: undefined, runId: undefined, occurrenceMs: undefined, ...command, name });
    told.catch(error => report(`the command '${command.kind}' for job '${name}'`, error));
    return true;
  }

  #refuseShared(definition: JobDefinition, word: string): void {
    if (this.#parts.engine?.shares(definition) !== true) return;
    throw new SchedulerError(
      'ERR_SHARED',
      `job '${definition.schedule.name}' is shared by the hosts of a farm, so ${word} would hold on this one alone: deploy the change, or say onEveryHost()`,
    );
  }
}

/** The keys of a run and of those that wait for it, on this host and, as its ticket says, on others. */
function keysFrom(parent: Run): readonly string[] {
  const keys = [parent, ...waitingFor(parent)].flatMap(({ key, ticket }) => [key, ...(ticket?.from ?? [])]);
  return [...new Set(keys)].slice(0, MOST_FROM);
}
