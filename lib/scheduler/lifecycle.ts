import type { DateTime } from 'luxon';
import { SchedulerStoppingError } from '../errors.js';
import { Context } from '../run/context.js';
import { currentOwner } from '../run/own-context.js';
import { waitingInAll } from '../run/within.js';
import { dateTimeIn } from '../time/instant.js';
import { inNoContext } from '../time/no-context.js';
import { zoneOf } from '../time/zone.js';
import type { Engine } from './engine.js';
import type { IntakePhase } from './intake.js';
import { LocalHost } from './local-host.js';
import type { Parts } from './parts.js';
import type { ShutdownParticipant, ShutdownRegistry } from './ports.js';
import type { SchedulerSettings } from './settings.js';
import { CANCELLED, type StopBudget, type StopFate, Stopping, type StopReport, type StopSource } from './stopping.js';
import { tooLittleTime } from './too-little-time.js';

/** How far a scheduler is. */
export type SchedulerState = 'new' | 'running' | 'stopping' | 'stopped';

/** A scheduler from its making to the end of its stop. */
export class Lifecycle {
  /** Whether runs are taken, refused, or refused without a word. */
  phase: IntakePhase = 'open';
  readonly #settings: SchedulerSettings;
  readonly #engine: Engine | undefined;
  #host: LocalHost | undefined = undefined;
  readonly #shutdown: ShutdownRegistry;
  #startedAtMs: number | undefined = undefined;
  #stoppedAtMs: number | undefined = undefined;
  #stopping: Stopping | undefined = undefined;
  #report: Promise<StopReport> | undefined = undefined;
  #unregister: (() => void) | undefined = undefined;

  constructor(settings: SchedulerSettings, engine: Engine | undefined, shutdown: ShutdownRegistry) {
    this.#settings = settings;
    this.#engine = engine;
    this.#shutdown = shutdown;
  }

  get state(): SchedulerState {
    if (this.phase === 'stopped') return 'stopped';
    if (this.phase === 'halted') return 'stopping';
    return this.#startedAtMs === undefined ? 'new' : 'running';
  }

  /** In epoch milliseconds; `undefined` before the start. */
  get startedAtMs(): number | undefined {
    return this.#startedAtMs;
  }

  /** The same in UTC. */
  get startedAt(): DateTime | undefined {
    return this.#startedAtMs === undefined ? undefined : dateTimeIn(zoneOf('UTC'), this.#startedAtMs);
  }

  get stoppedAtMs(): number | undefined {
    return this.#stoppedAtMs;
  }

  /** Once; `prepare` is called first. @throws SchedulerStoppingError after a stop */
  start(parts: Parts, prepare: () => void): void {
    if (this.phase !== 'open') throw new SchedulerStoppingError('start()');
    // What begins here lasts, and must not keep what the caller's context holds, nor count as the run that it is in.
    if (this.#startedAtMs === undefined) inNoContext(() => this.#start(parts, prepare));
  }

  /** There is one stop. Who calls from within a piece of work gets a promise that does not wait for it. */
  stop(parts: Parts, budget: StopBudget): Promise<StopReport> {
    // Whoever takes part, or listens, is not the caller's: in a run's context it would count as that run.
    const report = this.#report ?? inNoContext(() => this.#stop(parts, budget));
    const excused = excusedOf(currentOwner());
    for (const item of excused) parts.background.excuse(item);
    return excused.length === 0 ? report : (this.#stopping?.reportWithout(excused, report) ?? report);
  }

  /** A piece of work has come to be that a stop in progress waits for. */
  begun(item: object, label: string, source: StopSource): void {
    this.#stopping?.waitFor(item, label, source);
  }

  /** A piece of work is over. */
  ended(item: object, fate: StopFate): void {
    this.#stopping?.ended(item, fate);
  }

  #start(parts: Parts, prepare: () => void): void {
    prepare();
    // It refuses what makes no sense in a farm before anything has begun.
    this.#host = this.#engine && new LocalHost(parts);
    if (this.#host !== undefined) this.#engine?.attach(this.#host);
    parts.pace.read();
    this.#startedAtMs = parts.pace.nowMs;
    warn(parts);
    parts.agenda.run(this.#startedAtMs);
    parts.roster.started();
    const { signals } = this.#settings;
    if (signals === undefined) return;
    this.#unregister = this.#shutdown.register({ ...signals, ...this.#participant(parts) });
  }

  #stop(parts: Parts, budget: StopBudget): Promise<StopReport> {
    const { pace, events, stopSources } = parts;
    this.phase = 'halted';
    let settle: (report: StopReport) => void = () => {};
    this.#report = new Promise(resolve => {
      settle = resolve;
    });
    pace.read();
    this.#stoppedAtMs = pace.nowMs;
    const stopping = new Stopping(pace, budget, stopSources);
    this.#stopping = stopping;
    events.act(() => {
      stopping.halt();
      parts.retryWaits.endAt(pace.monotonicMs + budget.drainMs, CANCELLED);
      this.#engine?.stopping();
      events.emit('stopping', { pending: stopping.pending, drainMs: budget.drainMs });
    });
    stopping.begin();
    void stopping.report.then(async ended => {
      const report = { ...ended, ...(await this.#handOver(parts)) };
      await allTold(parts, stopping);
      // What was asked for meanwhile, and waited for its slice, is still told of.
      pace.around(() => pace.flush());
      this.phase = 'stopped';
      this.#unregister?.();
      events.emit('stopped', report);
      await allTold(parts, stopping);
      await stopping.quiet();
      events.close();
      settle(report);
    });
    return this.#report;
  }

  /** What is unfinished goes to other hosts. */
  async #handOver({ report }: Parts): Promise<Pick<StopReport, 'handedOver'>> {
    try {
      await this.#engine?.stopped();
    } catch (error) {
      report('the farm, at the end of a stop,', error);
    }
    return this.#host === undefined ? {} : { handedOver: [...this.#host.handedOver] };
  }

  #participant(parts: Parts): Omit<ShutdownParticipant, 'signals' | 'leaveBy'> {
    return {
      label: this.#settings.name,
      pending: () =>
        this.#stopping?.pending ?? parts.stopSources.flatMap(source => [...source.items()].map(([, label]) => label)),
      stop: () => this.stop(parts, this.#settings.stop),
      cancelNow: () => this.#stopping?.cancelNow(),
    };
  }
}

/** Waits until listeners have been told of all that has happened by now, or the budget is over. */
async function allTold({ events, reporter }: Parts, stopping: Stopping): Promise<void> {
  const told = events.whenTold();
  if (told === undefined || (await stopping.isInTime(told))) return;
  reporter.warn(`${events.forget()} events were not told of, since listeners took longer than the stop may`);
}

/** What is wrong with timeouts is said once. */
function warn({ jobs, reporter, pace }: Parts): void {
  const definitions = [...jobs.entries].map(({ enrolment }) => enrolment.definition);
  for (const message of tooLittleTime(definitions, pace.nowMs)) reporter.warn(message);
}

/** Who calls from within a run is not waited for by what it gets, nor are those that wait for it. */
function excusedOf(owner: object | undefined): readonly object[] {
  if (owner instanceof Context) return waitingInAll(owner.run);
  return owner === undefined ? [] : [owner];
}
