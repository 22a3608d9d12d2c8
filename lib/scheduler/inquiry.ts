import { checkOptions } from '../arguments.js';
import { ScheduleError, shown } from '../errors.js';
import { harmless } from '../harmless.js';
import type { Run } from '../run/run.js';
import { type InstantInput, instantMs } from '../time/instant.js';
import { zoneOf } from '../time/zone.js';
import type { Engine } from './engine.js';
import { covers, explainRecord, explainRun, explainRunning } from './explain-run.js';
import type { RunExplanation } from './explanation.js';
import type { SchedulerHealth } from './health.js';
import { isShared } from './job-entry.js';
import { emptyStats, type JobStats } from './job-history.js';
import { nameMeant } from './job-meant.js';
import type { TimelineOptions } from './options.js';
import type { Parts } from './parts.js';
import { type TimelineItem, timeline } from './timeline.js';

/** When the scheduler was at work, in epoch milliseconds. */
export interface Service {
  readonly startedAtMs: number | undefined;
  readonly stoppedAtMs: number | undefined;
}

/** What is asked of a scheduler as a whole. Nothing here changes anything. */
export class Inquiry {
  readonly #parts: Parts;
  readonly #service: Service;
  readonly #engine: Engine | undefined;

  constructor(parts: Parts, service: Service, engine: Engine | undefined) {
    this.#parts = parts;
    this.#service = service;
    this.#engine = engine;
  }

  /** What names, reasons and errors say is on one line, as it may be printed. @throws InvalidTimeError, ScheduleError */
  explain(word: string, name: string, instant: InstantInput): RunExplanation {
    const explanation = this.#explain(nameMeant(word, name), instant);
    return { ...explanation, text: harmless(explanation.text) };
  }

  #explain(name: string, instant: InstantInput): RunExplanation {
    const { jobs, agenda, pace, ledger } = this.#parts;
    const entry = jobs.get(name);
    const leaving = jobs.leaving(name);
    const departed = ledger.departed.filter(run => run.jobName === name);
    const zone = (entry ?? leaving)?.enrolment.definition.schedule.zone ?? departed[0]?.zone ?? 'UTC';
    const atMs = instantMs(instant, zoneOf(zone), 'the instant');
    if (entry !== undefined) {
      pace.read();
      return explainRun(entry, atMs, {
        nowMs: pace.nowMs,
        nextMs: agenda.nextOccurrence(entry),
        startedAtMs: this.#service.startedAtMs,
        stoppedAtMs: this.#service.stoppedAtMs,
        isShared: isShared(entry, this.#engine),
        departed,
        holderOf: run => this.#holderOf(run),
      });
    }
    const running = leaving && explainRunning(leaving, atMs, atMs);
    if (running !== undefined) return running;
    const record = departed.findLast(run => covers(run, atMs));
    if (record !== undefined) return explainRecord(record, atMs, departed);
    return { verdict: 'unknown', code: 'noSuchJob', text: `there is no job named ${shown(name)}.` };
  }

  /** @throws InvalidTimeError; ScheduleError for an unknown option */
  timeline(from: InstantInput, to: InstantInput, options: TimelineOptions): readonly TimelineItem[] {
    checkOptions('timeline(…)', options, ['jobs']);
    if (options.jobs !== undefined && !isListOfTexts(options.jobs)) {
      throw new ScheduleError(`the jobs of timeline(…) are a list such as ['mail'], not ${shown(options.jobs)}`);
    }
    const [fromMs, toMs] = [instantMs(from, zoneOf('UTC'), 'from'), instantMs(to, zoneOf('UTC'), 'to')];
    const { jobs, agenda, ledger } = this.#parts;
    const chosen = options.jobs === undefined ? undefined : new Set(options.jobs);
    const entries = chosen === undefined ? jobs.all : jobs.all.filter(({ name }) => chosen.has(name));
    const departed = ledger.departed.filter(run => chosen === undefined || chosen.has(run.jobName));
    return timeline(entries, departed, { fromMs, toMs, nextOccurrence: entry => agenda.nextOccurrence(entry) });
  }

  stats(): readonly JobStats[] {
    return [...this.#parts.jobs.entries].map(({ name, history }) => history?.stats(name) ?? emptyStats(name));
  }

  health(): SchedulerHealth {
    const { pace, agenda, jobs, ledger, loopDelay } = this.#parts;
    pace.read();
    const { head } = agenda;
    const overdueMs = head === undefined ? 0 : pace.nowMs - head.dueAt;
    let running = 0;
    let waiting = 0;
    for (const { guard } of jobs.all) {
      running += guard?.running.length ?? 0;
      waiting += guard?.waiting.length ?? 0;
    }
    return {
      latenessMs: ledger.latenessMs,
      loopDelayMs: loopDelay.lastMs,
      oldestOverdue: head === undefined || overdueMs <= 0 ? undefined : { jobName: head.name, overdueMs },
      running,
      waiting,
    };
  }

  /** Who holds the place for which a run waits. */
  #holderOf(run: Run): Run | undefined {
    const { jobs, gate } = this.#parts;
    const inSlot = jobs.get(run.jobName)?.guard?.slotOf(run)?.run;
    if (inSlot !== undefined && inSlot !== run) return inSlot;
    const { group } = run.enrolment.definition;
    const inGroup = group === undefined ? undefined : gate.holderOf(group)?.run;
    return inGroup ?? gate.holdersOfRoom[0]?.run;
  }
}

function isListOfTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every(text => typeof text === 'string');
}
