import type { Run } from '../run/run.js';
import type { Agenda } from './agenda.js';
import { type Intake, STOPPED } from './intake.js';
import type { JobTable } from './job-table.js';
import type { Roster } from './roster.js';
import type { StopSource } from './stopping.js';

/** The runs of all jobs, as a stop sees them. */
export class RunsInProgress implements StopSource {
  readonly #jobs: JobTable;
  readonly #agenda: Agenda;
  readonly #intake: Intake;
  readonly #roster: Roster;

  constructor(jobs: JobTable, agenda: Agenda, intake: Intake, roster: Roster) {
    this.#jobs = jobs;
    this.#agenda = agenda;
    this.#intake = intake;
    this.#roster = roster;
  }

  /** Nothing starts again; what has come and was not started is recorded, and so is what waits. */
  halt(): void {
    const { pace } = this.#intake.host;
    const isOutermost = pace.open();
    this.#roster.halt();
    this.#agenda.halt();
    for (const entry of this.#jobs.entries) {
      this.#intake.skip(entry, this.#agenda.takeOutstanding(entry, pace.nowMs), STOPPED);
    }
    for (const entry of this.#jobs.all) entry.guard?.stop();
    pace.flush();
    if (isOutermost) pace.close();
  }

  items(): Iterable<readonly [object, string]> {
    return this.#jobs.all.flatMap(({ guard }) => (guard?.running ?? []).map(run => [run, run.jobName] as const));
  }

  cancel(reason: string): void {
    for (const { guard } of this.#jobs.all) guard?.cancel({ reason, by: undefined });
  }

  abandon(item: object): void {
    for (const { guard } of this.#jobs.all) guard?.abandon(item as Run);
  }
}
