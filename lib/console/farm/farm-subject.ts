import type {
  EventName,
  InstantInput,
  Listener,
  Participant,
  RunExplanation,
  ScheduledJob,
  Scheduler,
} from '../../index.js';
import { instantMs, zoneOf } from '../../kit.js';
import type { Subject, SubjectJob } from '../local/subject.js';
import { explainRecord } from './explain-record.js';
import { FarmWatch, type Watched } from './farm-watch.js';
import { SharedJob } from './shared-job.js';

/** A scheduler whose jobs are shared by the hosts of a farm, seen as all of them: what it tells of itself is its own. */
export class FarmSubject implements Subject {
  readonly beyond: FarmWatch;
  readonly #scheduler: Scheduler;
  /** A handle is always the same, and so is what is made of it; a job that is added again under its name has another. */
  readonly #shared = new WeakMap<ScheduledJob, SharedJob>();

  constructor(scheduler: Scheduler, farm: Watched) {
    this.#scheduler = scheduler;
    this.beyond = new FarmWatch(scheduler, farm, name => {
      const job = this.get(name);
      return job instanceof SharedJob ? job : undefined;
    });
  }

  get name(): string {
    return this.#scheduler.name;
  }

  get state(): Scheduler['state'] {
    return this.#scheduler.state;
  }

  get startedAt(): Scheduler['startedAt'] {
    return this.#scheduler.startedAt;
  }

  get jobs(): readonly SubjectJob[] {
    return this.#scheduler.jobs.map(job => this.#seen(job));
  }

  now(): number {
    return this.#scheduler.now();
  }

  get(name: string): SubjectJob | undefined {
    const job = this.#scheduler.get(name);
    return job && this.#seen(job);
  }

  /** What ran on another host is explained by its record; without one this host says what its schedule does. */
  explainRun(name: string, instant: InstantInput): RunExplanation {
    const said = this.#scheduler.explainRun(name, instant);
    const job = this.get(name);
    if (!(job instanceof SharedJob) || said.verdict === 'runs') return said;
    const atMs = instantMs(instant, zoneOf(job.schedule.zone), 'the instant');
    return explainRecord(job.history, atMs, said.verdict !== 'noOccurrence') ?? said;
  }

  /** What ends of a shared job is told by the farm, from whatever host: see `beyond`. */
  on<E extends EventName>(name: E, listener: Listener<E>): () => void {
    if (name !== 'ended') return this.#scheduler.on(name, listener);
    return this.#scheduler.on('ended', record => {
      if (!(this.get(record.jobName) instanceof SharedJob)) return (listener as Listener<'ended'>)(record);
      this.beyond.endedHere();
      return undefined;
    });
  }

  join(participant: Participant): () => void {
    return this.#scheduler.join(participant);
  }

  #seen(job: ScheduledJob): SubjectJob {
    if (job.rules.everyHost) return job;
    const known = this.#shared.get(job) ?? new SharedJob(job);
    this.#shared.set(job, known);
    return known;
  }
}
