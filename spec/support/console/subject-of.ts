import type {
  Subject,
  SubjectEvents,
  SubjectJob,
  SubjectParticipant,
  SubjectRecord,
  SubjectRun,
} from '../../../lib/console/local/subject.js';
import type { RunRecord, RunStart, ScheduledJob, Scheduler } from '../../../lib/index.js';

/** A scheduler as a console looks at it. */
export function subjectOf(scheduler: Scheduler, now: () => number): Subject {
  return new Adapted(scheduler, now) as unknown as Subject;
}

class Adapted {
  readonly name = 'shop';
  state: string = 'new';
  startedMs: number | undefined;
  readonly scheduler: Scheduler;
  readonly now: () => number;
  readonly ids = new WeakMap<object, string>();
  readonly byKey = new Map<string, string>();
  count = 0;
  readonly live = new Map<string, SubjectRun[]>();
  readonly pausedBy = new Map<string, { by: string | undefined; atMs: number; untilMs: number | undefined }>();

  constructor(scheduler: Scheduler, now: () => number) {
    this.scheduler = scheduler;
    this.now = now;
    scheduler.on('started', run => {
      const list = this.live.get(run.jobName) ?? [];
      this.live.set(run.jobName, [...list, this.run(run)]);
    });
    scheduler.on('ended', record => {
      const id = this.id(record);
      this.live.set(
        record.jobName,
        (this.live.get(record.jobName) ?? []).filter(run => run.runId !== id),
      );
      this.byKey.delete(record.key);
    });
    scheduler.on('stopping', () => {
      this.state = 'stopping';
    });
    scheduler.on('stopped', () => {
      this.state = 'stopped';
    });
  }

  start() {
    this.scheduler.start();
    this.state = 'running';
    this.startedMs = this.now();
  }

  get startedAt() {
    const { startedMs } = this;
    return startedMs === undefined ? undefined : { toMillis: () => startedMs };
  }

  get jobs() {
    return this.scheduler.jobs.map(job => this.job(job));
  }

  get(name: string) {
    const job = this.scheduler.get(name);
    return job && this.job(job);
  }

  explainRun(name: string, at: number) {
    return { verdict: 'said', code: 'said', text: this.scheduler.whyNot(name, at) };
  }

  join(_: SubjectParticipant) {
    return () => {};
  }

  on(name: keyof SubjectEvents, listener: (event: never) => void) {
    const pass = listener as (event: unknown) => void;
    switch (name) {
      case 'started':
        return this.scheduler.on('started', run => pass(this.run(run)));
      case 'ended':
        return this.scheduler.on('ended', record => pass(this.record(record)));
      case 'progressed':
        return this.scheduler.on('progress', ({ run, progress }) => pass({ run: this.run(run), progress }));
      case 'waiting':
      case 'retrying':
      case 'logged':
      case 'skipping':
        return () => {};
      default:
        return this.scheduler.on(name, event => pass(event));
    }
  }

  id(run: RunStart): string {
    const known = this.ids.get(run) ?? this.byKey.get(run.key);
    if (known !== undefined) {
      this.ids.set(run, known);
      return known;
    }
    this.count += 1;
    const id = `r${String(this.count).padStart(6, '0')}`;
    this.ids.set(run, id);
    this.byKey.set(run.key, id);
    return id;
  }

  run(run: RunStart): SubjectRun {
    return {
      jobName: run.jobName,
      runId: this.id(run),
      key: run.key,
      trigger: run.trigger as never,
      by: undefined,
      occurrenceMs: run.occurrence.toMillis(),
      startedAtMs: run.startedAt?.toMillis(),
      lateMs: run.lateBy.toMillis(),
      ...{ attempts: 1, lines: [], droppedLines: 0, progress: undefined },
    } as SubjectRun;
  }

  record(record: RunRecord): SubjectRecord {
    const errorJson = (error: unknown) =>
      error === undefined ? undefined : { name: (error as Error).name, message: (error as Error).message };
    return {
      ...this.run(record),
      attempts: record.attempts,
      lines: record.lines.map(line => ({ ...line, atMs: this.now() })),
      droppedLines: 0,
      progress: record.progress,
      outcome: record.outcome as never,
      settledAtMs: record.settledAt.toMillis(),
      durationMs: record.duration?.toMillis(),
      toJSON: () => ({
        outcome: {
          kind: record.outcome.kind,
          ...('value' in record.outcome && { value: record.outcome.value }),
          ...(record.error !== undefined && { error: errorJson(record.error) as never }),
        },
      }),
    };
  }

  job(job: ScheduledJob): SubjectJob {
    const self = this;
    return {
      get name() {
        return job.name;
      },
      schedule: {
        zone: job.zone,
        words: job.describe().replace(/ \(.*$/, ''),
        notes: [],
        cronText: undefined,
        code: undefined,
        nextMs: (after: number) => {
          const all = job.preview(500).map(at => at.toMillis());
          return all.find(at => at > after);
        },
        toCron: () => ({}),
      },
      rules: {
        overlap: 'skip',
        group: undefined,
        timeoutMs: job.timeout?.toMillis(),
        abandonAfterMs: undefined,
        retry: undefined,
        missed: { kind: 'runOnce', max: 1 },
        jitterMs: 0,
      },
      purpose: undefined,
      tags: [],
      declaredAt: undefined,
      get phase() {
        return job.phase as never;
      },
      get nextRunMs() {
        return job.nextRun?.toMillis();
      },
      get interval() {
        return job.interval;
      },
      get lastRun() {
        return job.lastRun && self.record(job.lastRun);
      },
      get lastSuccess() {
        const last = job.history.findLast(({ outcome }) => outcome.kind === 'succeeded');
        return last && self.record(last);
      },
      get streak() {
        let streak = 0;
        for (const { outcome } of job.history) {
          if (['failed', 'timedOut', 'abandoned'].includes(outcome.kind)) streak += 1;
          else if (outcome.kind === 'succeeded') streak = 0;
        }
        return streak;
      },
      get history() {
        return job.history.map(record => self.record(record));
      },
      get running() {
        return (self.live.get(job.name) ?? []) as never;
      },
      waiting: [],
      get paused() {
        const how = self.pausedBy.get(job.name);
        return job.pausedFor === undefined
          ? undefined
          : { reason: job.pausedFor, by: how?.by, atMs: how?.atMs ?? 0, untilMs: how?.untilMs };
      },
      get stats() {
        const { latenessMs, durationMs, ...rest } = job.stats;
        const plus = (part: typeof latenessMs) => part && { ...part, p95: part.p90 };
        return { ...rest, latenessMs: plus(latenessMs), durationMs: plus(durationMs) };
      },
      preview: (count: number) => job.preview(count),
      trigger: () => job.trigger(),
      pause: (reason, { by, until }) => {
        self.pausedBy.set(job.name, { by, atMs: self.now(), untilMs: until });
        job.pause(reason);
      },
      resume: () => job.resume(),
      skipNext: () => undefined,
      cancel: reason => job.cancel(reason),
    };
  }
}
