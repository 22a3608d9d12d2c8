import type { Act } from '../findings.js';
import type { SchedulerView } from '../overview.js';
import type { ActivityLog } from './activity-log.js';
import { lengthText } from './length-text.js';
import type { Marks } from './marks.js';
import type { OwnDoings } from './own-doings.js';
import { resultText } from './result-text.js';
import type { Subject, SubjectRecord } from './subject.js';
import type { Watchers } from './watchers.js';

/** Sees what happens without the console's doing: what others did by name, how runs end, that the process starts and stops. */
export class Witness {
  readonly #subject: Subject;
  readonly #activity: ActivityLog;
  readonly #marks: Marks;
  readonly #own: OwnDoings;
  readonly #watchers: Watchers;
  readonly #off: readonly (() => void)[];
  #hasSeenStart = false;
  #stop: SchedulerView['stopping'] = undefined;

  constructor(subject: Subject, activity: ActivityLog, marks: Marks, own: OwnDoings, watchers: Watchers) {
    this.#subject = subject;
    this.#activity = activity;
    this.#marks = marks;
    this.#own = own;
    this.#watchers = watchers;
    this.#off = this.#listen();
    this.look();
  }

  /** What was in progress when a stop began, and until when that may go on; `undefined` before. */
  get stop(): SchedulerView['stopping'] {
    return this.#stop;
  }

  /** An occurrence has its outcome: told by who hears of all of them. */
  ended(record: SubjectRecord): void {
    if (!this.#hasSeenStart) this.look();
    if (!this.#activity.awaits || !this.#activity.isAwaited(record.runId)) return;
    const act = this.#activity.ended(record.runId, resultText(record));
    if (act !== undefined) this.#watchers.tell({ kind: 'act', act });
  }

  /** A scheduler doesn't say that it starts: whoever looks sees it. */
  look(): void {
    if (this.#hasSeenStart) return;
    const { startedAt, state, name } = this.#subject;
    if (startedAt === undefined) return;
    this.#hasSeenStart = true;
    const at = startedAt.toMillis();
    this.#marks.add('started', at);
    this.#log({ at, who: name, what: 'started', ok: true });
    if (state === 'running') this.#watchers.tell({ kind: 'state', state });
  }

  close(): void {
    for (const off of this.#off) off();
  }

  #listen(): readonly (() => void)[] {
    const on = this.#subject.on.bind(this.#subject);
    const did =
      (what: string) =>
      (event: { readonly jobName: string; readonly by: string | undefined; readonly reason: string | undefined }) => {
        const { jobName: job, by: who, reason: why } = event;
        if (who === undefined || this.#own.take(what, job, who)) return;
        this.#log({ at: this.#subject.now(), who, what, job, ...(why !== undefined && { why }), ok: true });
      };
    return [
      on('paused', did('paused')),
      on('resumed', did('resumed')),
      on('skipping', did('skipped')),
      on('stopping', ({ pending, drainMs }) => this.#stopping(pending, drainMs)),
      on('stopped', ({ abandoned, tookMs }) => this.#stopped(abandoned.length, tookMs)),
    ];
  }

  #stopping(jobs: readonly string[], drainMs: number): void {
    const nowMs = this.#subject.now();
    this.#stop = { jobs, until: nowMs + drainMs };
    this.#marks.add('stopping', nowMs);
    this.#watchers.tell({ kind: 'state', state: 'stopping', leftMs: drainMs });
  }

  #stopped(abandoned: number, tookMs: number): void {
    const result = `after ${lengthText(tookMs)}${abandoned === 0 ? '' : `, ${abandoned} given up`}`;
    this.#log({ at: this.#subject.now(), who: this.#subject.name, what: 'stopped', ok: true, result });
    this.#watchers.tell({ kind: 'state', state: 'stopped' });
  }

  #log(act: Omit<Act, 'id'>): void {
    this.#watchers.tell({ kind: 'act', act: this.#activity.add(act) });
  }
}
