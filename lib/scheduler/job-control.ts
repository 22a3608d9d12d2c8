import { SchedulerError, SchedulerStoppingError } from '../errors.js';
import type { JobDefinition } from '../job/definition.js';
import type { Outcome } from '../job/outcome.js';
import type { Clock } from '../time/clock.js';
import { type Dispatcher, REMOVED } from './dispatcher.js';
import type { EventHub } from './events.js';
import type { JobEntry } from './job-entry.js';
import type { JobTable } from './job-table.js';
import type { SchedulerPorts } from './ports.js';
import type { JobControl } from './scheduled-job.js';

/** The parts of a scheduler that its handles reach. */
export interface ControlParts<Words> {
  readonly clock: Clock;
  readonly define: SchedulerPorts<Words>['define'];
  readonly jobs: JobTable;
  readonly events: EventHub;
  readonly dispatcher: Dispatcher;
}

/** What the handles of a scheduler do to it; every change is an event. */
export class Control<Words> implements JobControl<Words> {
  readonly #parts: ControlParts<Words>;

  constructor(parts: ControlParts<Words>) {
    this.#parts = parts;
  }

  get isHalted(): boolean {
    return this.#parts.dispatcher.agenda.isHalted;
  }

  now(): number {
    return this.#parts.clock.now();
  }

  nextDueAt(entry: JobEntry): number | undefined {
    return this.#parts.dispatcher.agenda.nextDueAt(entry);
  }

  trigger(entry: JobEntry): Promise<Outcome> {
    this.#tell('triggered', entry, undefined);
    return this.#parts.dispatcher.trigger(entry);
  }

  pause(entry: JobEntry, reason: string): void {
    if (entry.isRemoved || entry.pausedFor !== undefined) return;
    entry.pausedFor = reason;
    entry.runner?.pause(reason);
    this.#tell('paused', entry, reason);
  }

  resume(entry: JobEntry): void {
    if (entry.isRemoved || entry.pausedFor === undefined) return;
    this.#parts.dispatcher.resume(entry);
    this.#tell('resumed', entry, undefined);
  }

  edit(entry: JobEntry, words: Words): void {
    this.redefine(entry, this.#parts.define(entry.definition.work, words, entry.definition));
  }

  /** Gives a job a new definition in its place. */
  redefine(entry: JobEntry, definition: JobDefinition): void {
    const { name } = entry;
    const { dispatcher } = this.#parts;
    if (definition.schedule.name !== name) {
      const message = `job '${name}' can't become '${definition.schedule.name}' by an edit: remove it and add another`;
      throw new SchedulerError('ERR_RENAMED', message);
    }
    this.#assertPresent(entry);
    dispatcher.release(entry);
    // A listener that was told of what is released may have taken it out, or stopped everything.
    this.#assertPresent(entry);
    entry.definition = definition;
    dispatcher.agenda.enrol(entry, 'edit');
    this.#tell('edited', entry, undefined);
  }

  /** @throws DuplicateNameError, SchedulerStoppingError */
  add(definition: JobDefinition): JobEntry {
    const { dispatcher, jobs } = this.#parts;
    if (this.isHalted) throw new SchedulerStoppingError(`job '${definition.schedule.name}'`);
    const entry = jobs.add(definition, true);
    dispatcher.agenda.enrol(entry, 'add');
    this.#tell('added', entry, undefined);
    return entry;
  }

  remove(entry: JobEntry): boolean {
    if (entry.isRemoved) return false;
    this.#parts.dispatcher.release(entry);
    // A listener that was told of what is released may have done it.
    if (entry.isRemoved) return false;
    entry.runner?.pause(REMOVED);
    this.#parts.jobs.remove(entry);
    this.#tell('removed', entry, undefined);
    return true;
  }

  #assertPresent({ name, isRemoved }: JobEntry): void {
    if (this.isHalted) throw new SchedulerStoppingError(`the new schedule of job '${name}'`);
    if (isRemoved) throw new SchedulerError('ERR_REMOVED', `job '${name}' was removed: add it again`);
  }

  #tell(
    event: 'added' | 'edited' | 'removed' | 'paused' | 'resumed' | 'triggered',
    entry: JobEntry,
    reason: string | undefined,
  ): void {
    this.#parts.events.emit(event, { jobName: entry.name, reason });
  }
}
