import type { JobEvent, LogLine, Progress, RunStart } from '../../index.js';
import { isBad } from '../../kit.js';
import type { Mark } from '../timeline-view.js';
import { Attention } from './attention.js';
import { ChangeLog } from './change-log.js';
import { countRecord, tallyRecord } from './count-record.js';
import { Drummed } from './drummed.js';
import { Latenesses } from './latenesses.js';
import type { Marks } from './marks.js';
import { overdueSince } from './overdue.js';
import { Retries } from './retries.js';
import { isStale, progressOf } from './row-of.js';
import { lineView } from './run-of.js';
import { pausedAt, resumedAt } from './seen-pauses.js';
import type { Subject, SubjectRecord } from './subject.js';
import { Tally } from './tally.js';
import { mended, redefined, type Tracked, tracked } from './tracked.js';
import type { Watchers } from './watchers.js';

/**
 * What is kept in front of a scheduler so that no question has to walk all of it: a few numbers a job, kept up to date
 * by events, O(1) each. What is costly is made when it is asked for, and kept until the job changes.
 */
export class Projection {
  readonly drummed = new Drummed();
  readonly latenesses = new Latenesses();
  readonly marks: Marks;
  readonly retries = new Retries();
  /** What jobs did that have left. */
  readonly departed: Tally;
  readonly #jobs = new Map<string, Tracked>();
  readonly #subject: Subject;
  readonly #attention: Attention;
  readonly #changes: ChangeLog;
  readonly #watchers: Watchers;
  readonly #onEnded: (record: SubjectRecord) => void;
  readonly #off: readonly (() => void)[];
  /** When it was last looked for what is overdue. */
  #sweptAt = Number.NEGATIVE_INFINITY;

  /** @param onEnded is told of each record when it has been counted: one listener of the scheduler is for all */
  constructor(subject: Subject, marks: Marks, watchers: Watchers, onEnded: (record: SubjectRecord) => void) {
    this.#subject = subject;
    this.#onEnded = onEnded;
    this.marks = marks;
    this.#watchers = watchers;
    this.departed = new Tally(subject.now());
    this.#changes = new ChangeLog(subject.beyond === undefined ? undefined : () => subject.now());
    this.#attention = new Attention(subject, run => this.#begun(run));
    for (const job of subject.jobs) this.#seed(tracked(job, this.#changes.rev));
    this.#off = this.#listen();
  }

  /** What is kept of each job. Who asks looks: what is shown of it is up to date from now on. */
  get jobs(): ReadonlyMap<string, Tracked> {
    if (this.#attention.look()) {
      for (const of of this.#jobs.values()) if (of.job.running.length > 0) this.touch(of);
    }
    return this.#jobs;
  }

  /** The revision, which somebody has seen from now on: what changes next makes another. */
  observed(): number {
    return this.#changes.observed();
  }

  changed(since: number): ReadonlySet<string> | undefined {
    return this.#changes.since(since);
  }

  /** Marks what has become overdue since it was last looked, or is otherwise by itself, at most once a second. */
  sweep(nowMs: number): void {
    if (Math.abs(nowMs - this.#sweptAt) < 1_000) return;
    this.#sweptAt = nowMs;
    for (const of of this.jobs.values()) {
      const dueSince = overdueSince(of, nowMs);
      if (dueSince === of.dueSince && !isStale(of)) continue;
      of.dueSince = dueSince;
      this.touch(of);
    }
  }

  /** Something about a job is otherwise. What nobody has looked at since it last was needs no new revision. */
  touch(of: Tracked): void {
    of.rank = undefined;
    of.row = undefined;
    of.findings = undefined;
    const rev = this.#changes.changed(of.name, of.rev);
    if (rev === of.rev) return;
    of.rev = rev;
    this.#watchers.tell({ kind: 'job', job: of.name });
  }

  /** The same of the job of this name, if there is one, with what else is kept of it otherwise. */
  touchNamed(name: string, change?: (of: Tracked) => void): void {
    const of = this.#jobs.get(name);
    if (of === undefined) return;
    change?.(of);
    this.touch(of);
  }

  /** The same of all that were asked about: what is next is another, as when the scheduler starts, or a clock is set. */
  touchSeen(): void {
    for (const of of this.#jobs.values()) if (of.rank !== undefined || of.findings !== undefined) this.touch(of);
  }

  /** Lets go of the scheduler. */
  close(): void {
    for (const off of this.#off) off();
    this.#attention.close();
  }

  #listen(): readonly (() => void)[] {
    const { beyond } = this.#subject;
    const on = this.#subject.on.bind(this.#subject);
    const touched = ({ jobName }: { readonly jobName: string }) => this.touchNamed(jobName);
    return [
      on('waiting', touched),
      on('triggered', touched),
      on('ended', record => this.#ended(record)),
      on('retrying', ({ run, delayMs }) => this.#retrying(run, delayMs)),
      on('logged', ({ run, line }) => this.#logged(run, line)),
      on('progressed', ({ run, progress }) => this.#progressed(run, progress)),
      on('added', ({ jobName }) => this.#added(jobName)),
      on('edited', ({ jobName }) => this.#edited(jobName)),
      on('removed', ({ jobName }) => this.#removed(jobName)),
      on('paused', event => this.#paused(event)),
      on('resumed', event => this.#resumed(event)),
      on('skipping', touched),
      on('scheduleFailed', ({ jobName, error }) => this.#broke(jobName, error)),
      on('clockJumped', ({ byMs }) => this.#jumped(byMs)),
      on('loopBlocked', ({ byMs }) => this.#mark('blocked', byMs)),
      ...(beyond === undefined
        ? []
        : [beyond.onChanged(name => this.touchNamed(name)), beyond.onEnded(record => this.#ended(record))]),
    ];
  }

  /** What a job did before anybody looked: as far as its history goes. */
  #seed(of: Tracked): void {
    this.#jobs.set(of.name, of);
    const { paused } = of.job;
    if (paused !== undefined) of.pauses = pausedAt(of.pauses, paused.at.toMillis());
    for (const record of of.job.history) countRecord(of, record, this);
  }

  #begun({ jobName }: RunStart): void {
    this.touchNamed(jobName, of => {
      of.dueSince = undefined;
      mended(of);
    });
  }

  #ended(record: SubjectRecord): void {
    const of = this.#jobs.get(record.jobName);
    if (of === undefined) {
      tallyRecord(this.departed, record);
      this.#onEnded(record);
      return;
    }
    const before = of.failingSince;
    of.dueSince = undefined;
    if (record.startedAtMs !== undefined) mended(of);
    countRecord(of, record, this);
    this.touch(of);
    this.#onEnded(record);
    this.#attention.lapse(record.settledAtMs);
    // A first failure may be one to a job that runs once a day, a second one is to all.
    const { kind } = record.outcome;
    if (before !== of.failingSince || (kind !== 'succeeded' && isBad(kind))) this.#watchers.tell({ kind: 'problems' });
  }

  #retrying(run: RunStart, delayMs: number): void {
    const { runId, startedAtMs } = run;
    if (startedAtMs !== undefined) this.retries.add(runId, { endMs: this.#subject.now() - startedAtMs, delayMs });
    this.touchNamed(run.jobName);
  }

  #logged({ jobName, runId }: RunStart, line: LogLine): void {
    const run = this.#jobs.get(jobName)?.job.running.find(running => running.runId === runId);
    const seq = run === undefined ? 1 : run.lines.length + run.droppedLines;
    this.#watchers.tell({ kind: 'line', job: jobName, run: runId, line: lineView(line, seq) });
  }

  #progressed({ jobName, runId, startedAtMs }: RunStart, step: Progress): void {
    const of = this.#jobs.get(jobName);
    if (of === undefined) return;
    this.touch(of);
    const ms = startedAtMs === undefined ? 0 : Math.max(0, this.#subject.now() - startedAtMs);
    this.#watchers.tell({ kind: 'progress', job: jobName, run: runId, progress: progressOf(step), ms });
  }

  #added(name: string): void {
    const job = this.#subject.get(name);
    if (job === undefined) return;
    const of = tracked(job, 0);
    this.#seed(of);
    this.touch(of);
  }

  #edited(name: string): void {
    const job = this.#subject.get(name);
    if (job === undefined) return;
    this.touchNamed(name, of => redefined(of, job));
    this.#watchers.tell({ kind: 'problems' });
  }

  #removed(name: string): void {
    const of = this.#jobs.get(name);
    if (of === undefined) return;
    this.#jobs.delete(name);
    if (of.tally !== undefined) this.departed.absorb(of.tally, this.#subject.now());
    this.touch(of);
    this.#watchers.tell({ kind: 'problems' });
  }

  #paused({ jobName }: JobEvent): void {
    this.touchNamed(jobName, of => {
      of.pauses = pausedAt(of.pauses, this.#subject.now());
      of.pausedSkips = 0;
      of.dueSince = undefined;
    });
  }

  #resumed({ jobName }: JobEvent): void {
    this.touchNamed(jobName, of => {
      of.pauses = resumedAt(of.pauses, this.#subject.now());
    });
  }

  #broke(name: string, error: unknown): void {
    const of = this.#jobs.get(name);
    if (of === undefined) return;
    of.brokenBy = error instanceof Error ? error.message : undefined;
    of.brokenSince ??= this.#subject.now();
    this.touch(of);
    this.#watchers.tell({ kind: 'problems' });
  }

  #jumped(byMs: number): void {
    this.touchSeen();
    this.#mark('jumped', byMs);
  }

  #mark(kind: Mark['kind'], byMs: number): void {
    this.marks.add(kind, this.#subject.now(), byMs);
    this.#watchers.tell({ kind: 'problems' });
  }
}
