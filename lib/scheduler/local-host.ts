import type { JobDefinition } from '../job/definition.js';
import type { RunRecordJson } from '../job/outcome.js';
import type { Pause } from '../job/pause.js';
import { Run } from '../run/run.js';
import { triggeredWithin } from '../run/within.js';
import { inNoContext } from '../time/no-context.js';
import type { DecidedOutcome, EngineHost, EngineRun, Start, Ticket } from './engine.js';
import type { FarmEvent } from './farm-event.js';
import type { JobEntry } from './job-entry.js';
import type { Parts } from './parts.js';

/** A scheduler as its engine sees it: the host of the jobs that are shared. */
export class LocalHost implements EngineHost {
  /** The keys of the runs that other hosts were given since a stop has begun. */
  readonly handedOver: string[] = [];
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  get maxConcurrency(): number | undefined {
    return this.#parts.gate.maxConcurrency;
  }

  definitions(): readonly JobDefinition[] {
    return [...this.#parts.jobs.entries].map(({ enrolment }) => enrolment.definition);
  }

  now(): number {
    this.#parts.pace.read();
    return this.#parts.pace.nowMs;
  }

  enrol(name: string, { startMs, afterMs, runsLeft }: Start): void {
    this.#with(name, entry => this.#parts.agenda.enrolFrom(entry, startMs, afterMs, runsLeft));
  }

  withdraw(name: string): void {
    this.#with(name, entry => this.#parts.agenda.withdraw(entry));
  }

  settled(name: string, settledAtMs: number): void {
    this.#with(name, entry => this.#parts.agenda.enrolAfter(entry, settledAtMs));
  }

  runsLeft(name: string, left: number): void {
    const { agenda } = this.#parts;
    this.#with(name, entry => {
      const wasSpent = entry.enrolment.runsLeft === 0;
      entry.enrolment.runsLeft = left;
      if (left === 0) agenda.withdraw(entry);
      else if (wasSpent) agenda.replan(entry, this.now());
    });
  }

  paused(name: string, pause: Pause | undefined): void {
    this.#with(name, entry => this.#parts.roster.adoptPause(entry, pause));
  }

  leftOut(name: string, skips: ReadonlyMap<number, Pause>): void {
    this.#with(name, entry => {
      entry.skips = new Map(skips);
    });
  }

  run(ticket: Ticket): EngineRun | undefined {
    const { jobs, intake, pace } = this.#parts;
    const entry = jobs.get(ticket.name);
    if (entry === undefined) return undefined;
    pace.read();
    const run = new Run(intake.host, entry.enrolment, ticket.occurrenceMs, ticket.dueAt, ticket.trigger);
    run.extras.ticket = ticket;
    run.extras.givenMs = pace.nowMs;
    run.extras.by = ticket.by;
    run.extras.data = ticket.data;
    const parent = this.#inProgress(ticket.from?.[0]);
    if (parent !== undefined) triggeredWithin(parent, run, intake.guardOf(entry));
    const record = new Promise<RunRecordJson>(resolve => {
      run.extras.onEnded = () => resolve(run.toJSON());
    });
    intake.deliver(entry, run);
    return {
      record,
      abort: (reason, by) => void entry.guard?.cancelRun(run, { reason, by }),
    };
  }

  recorded({ name, occurrenceMs, trigger, outcome }: DecidedOutcome): void {
    this.#with(name, entry => {
      const { intake, ledger } = this.#parts;
      ledger.end(entry, new Run(intake.host, entry.enrolment, occurrenceMs, occurrenceMs, trigger), outcome);
    });
  }

  tell(event: FarmEvent): void {
    const { agenda, events, reporter } = this.#parts;
    const { kind, text, error, key } = event;
    if (kind === 'handedOver' && key !== undefined && agenda.isHalted) this.handedOver.push(key);
    const isHeard = events.has('farm');
    inNoContext(() => events.emit('farm', event));
    if (kind === 'away' || kind === 'refused' || kind === 'moved') reporter.complain(text, error, {}, isHeard);
    else reporter.say(kind === 'problem' ? 'warn' : 'info', { farm: kind }, kind === 'over' ? `over: ${text}` : text);
  }

  report(what: string, error: unknown): void {
    this.#parts.report(what, error);
  }

  /** The run of this key, where it is here: what it waits for, it would wait for here, too. */
  #inProgress(key: string | undefined): Run | undefined {
    if (key === undefined) return undefined;
    for (const { guard } of this.#parts.jobs.all) {
      const found = guard?.running.find(run => run.key === key);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #with(name: string, work: (entry: JobEntry) => void): void {
    const { jobs, pace } = this.#parts;
    const entry = jobs.get(name);
    if (entry === undefined) return;
    pace.around(() => work(entry));
  }
}
