import type { Report } from '../run/contain.js';
import { Gate } from '../run/gate.js';
import { Pace } from '../run/pace.js';
import { RetryWaits } from '../run/retry-waits.js';
import { SignalTurns } from '../run/signal-turns.js';
import type { Slot } from '../run/slot.js';
import { dateTimeIn } from '../time/instant.js';
import { zoneOf } from '../time/zone.js';
import { Aftermath } from './aftermath.js';
import { Agenda } from './agenda.js';
import type { AgendaListener } from './agenda-listener.js';
import { BackgroundQueue } from './background.js';
import { Commands } from './commands.js';
import type { Engine } from './engine.js';
import { EventHub } from './event-hub.js';
import type { LoopDelay } from './health.js';
import { Intake, type IntakePhase } from './intake.js';
import { JobTable } from './job-table.js';
import { Ledger } from './ledger.js';
import { Participants } from './participant.js';
import type { Define, World } from './ports.js';
import { type Logger, Reporter } from './reporter.js';
import { Roster } from './roster.js';
import { RunsInProgress } from './runs-in-progress.js';
import type { SchedulerSettings } from './settings.js';
import type { StopFate, StopSource } from './stopping.js';

/** The parts of one scheduler. */
export interface Parts {
  readonly pace: Pace;
  readonly jobs: JobTable;
  readonly events: EventHub;
  readonly ledger: Ledger;
  readonly agenda: Agenda;
  readonly intake: Intake;
  readonly roster: Roster;
  readonly commands: Commands;
  readonly background: BackgroundQueue;
  readonly participants: Participants;
  readonly gate: Gate<Slot>;
  readonly loopDelay: LoopDelay;
  readonly retryWaits: RetryWaits;
  readonly reporter: Reporter;
  readonly report: Report;
  /** What a stop stops, in this order. */
  readonly stopSources: readonly StopSource[];
}

/** The scheduler that parts belong to, as they ask and tell it. */
interface PartsOwner {
  readonly phase: IntakePhase;
  /** A piece of work has come to be that a stop in progress waits for. */
  begun(item: object, label: string, source: StopSource): void;
  /** A piece of work is over. */
  ended(item: object, fate: StopFate): void;
}

/** What the parts are put together from. */
export interface PartsTerms {
  readonly settings: SchedulerSettings;
  readonly logger: Logger | undefined;
  readonly world: World;
  readonly engine: Engine | undefined;
  readonly define: Define;
  readonly lifecycle: PartsOwner;
}

/** Puts the parts of a scheduler together. */
export function partsOf({ settings, logger, world, engine, define, lifecycle }: PartsTerms): Parts {
  const ended = (item: object, fate: StopFate) => lifecycle.ended(item, fate);
  const { clock: ownClock, keepAlive, makeJob } = settings;
  const baseClock = ownClock ?? world.clock;
  const clock = engine?.clock(baseClock) ?? baseClock;
  const processId = ownClock === undefined ? world.processId : () => '';
  const reporter = new Reporter(logger, world.print);
  const report: Report = (what, error) => reporter.complain(`${what} threw`, error);
  const abandoned = (what: string) =>
    reporter.complain(`${what} was abandoned`, 'it had not ended when the stop was over');
  const pace = new Pace(clock, world.clock, ownClock === undefined ? world.afterRound : undefined, report);
  const turns = new SignalTurns(pace);
  // Many listeners may reject together, and a logger is told of each.
  const reportInTurn: Report = (what, error) =>
    pace.take({
      go: () => {
        report(what, error);
        pace.read();
      },
    });
  const begun = (item: object, label: string, source: StopSource) => lifecycle.begun(item, label, source);
  const aftermath = new Aftermath(reportInTurn, abandoned, begun, ended);
  const call = (what: string, callback: () => unknown) => {
    aftermath.call(what, callback);
    pace.read();
  };
  const events = new EventHub(call, pace);
  const jobs = new JobTable();
  const retryWaits = new RetryWaits();
  const tries = { pace, keepAlive, report, turns, retryWaits };
  const ledger = new Ledger({
    ...tries,
    makeJob,
    processId,
    call,
    limit: settings.history,
    events,
    reporter,
    jobs,
    engine,
    lifecycle,
  });
  const loopDelay: LoopDelay = { lastMs: 0 };
  const gate = new Gate<Slot>(settings.maxConcurrency);
  const intake = new Intake(ledger, gate, lifecycle);
  const listener: AgendaListener = {
    broke(entry, error) {
      const message = `job '${entry.name}' has no next run while its schedule fails; it is tried again in a minute`;
      reporter.complain(message, error, { job: entry.name }, events.has('scheduleFailed'));
      events.emitOfCall('scheduleFailed', { jobName: entry.name, error });
    },
    mended: entry => roster.leaveIfOver(entry),
    pauseOver: entry => roster.resume(entry, undefined),
    noticed(finding, nowMs) {
      events.emit(finding.kind, { byMs: finding.byMs, at: dateTimeIn(zoneOf('UTC'), nowMs) });
      reporter.say('warn', finding, `the scheduler noticed ${finding.kind}`);
    },
  };
  const agenda = new Agenda({ pace, jobs, keepAlive, engine, intake, ledger, loopDelay }, listener);
  const roster = new Roster({ pace, jobs, agenda, intake, ledger, events });
  ledger.followedBy({ agenda, roster });
  const { maxConcurrency } = settings;
  const commands = new Commands({ pace, agenda, intake, roster, jobs, events, engine, report, define, maxConcurrency });
  const background = new BackgroundQueue(settings.backgroundConcurrency, settings.maxPending, {
    ...tries,
    ended,
    failed(label, error) {
      reporter.complain(`background work '${label}' failed`, error, {}, events.has('backgroundFailed'));
      // A logger may have taken its time, too.
      pace.read();
      events.emit('backgroundFailed', { label, error });
    },
    abandoned: label => abandoned(`background work '${label}'`),
  });
  const participants = new Participants(report, abandoned, ended);
  const runs = new RunsInProgress(jobs, agenda, intake, roster);
  const stopSources = [participants, runs, background, aftermath];
  return {
    pace,
    jobs,
    events,
    ledger,
    agenda,
    intake,
    roster,
    commands,
    background,
    participants,
    gate,
    loopDelay,
    retryWaits,
    reporter,
    report,
    stopSources,
  };
}
