import { type FarmJob, onlyOf, placesOf } from './farm-job.js';
import { askQueue } from './identity.js';
import type { StoredPause } from './rows.js';
import type { FarmHost } from './seam.js';
import type { FarmStore, KnownSchedule } from './store.js';

/** The jobs of this host, and what the farm says of them: where they go on, what is left of them, and their pauses. */
export class KnownJobs {
  readonly all: ReadonlyMap<string, FarmJob>;
  /** The names of those that this host runs, where these are not all. */
  readonly only: readonly string[] | undefined;
  readonly #farm: string;
  readonly #host: FarmHost;
  /** Until when each of the paused jobs is, where that is known. */
  readonly #paused = new Map<string, number | undefined>();
  /** What the farm has said of each job last. */
  readonly #news = new Map<string, KnownSchedule>();
  /** The jobs by the queue in which they are asked for. */
  #asked: ReadonlyMap<string, FarmJob> | undefined;
  #startMs = 0;

  constructor(farm: string, host: FarmHost) {
    this.#farm = farm;
    this.#host = host;
    this.all = new Map(host.jobs().map(job => [job.name, job]));
    this.only = onlyOf(this.all);
  }

  /** The farm started then: relative words count from there. */
  begin(startMs: number, schedules: readonly KnownSchedule[]): void {
    this.#startMs = startMs;
    for (const schedule of schedules) this.enrol(schedule);
  }

  /** Gives a job its first occurrence here after the watermark. */
  enrol(schedule: KnownSchedule): void {
    const { name, watermarkMs, settledMs, runsLeft } = schedule;
    const job = this.all.get(name);
    if (job === undefined) return;
    this.#learnHolds(schedule);
    const left = job.times === undefined || runsLeft === undefined ? {} : { runsLeft };
    if (job.isAsked) return;
    this.#host.enrol(name, { startMs: this.#startMs, afterMs: watermarkMs ?? this.#startMs - 1, ...left });
    this.#learnSettled(job, settledMs);
  }

  /** Something of a schedule has changed, somewhere. */
  learn(schedule: KnownSchedule): void {
    const { name, settledMs, runsLeft } = schedule;
    const job = this.all.get(name);
    if (job === undefined) return;
    this.#learnHolds(schedule);
    this.#learnSettled(job, settledMs);
    if (runsLeft !== undefined && job.times !== undefined) this.#host.runsLeft(name, runsLeft);
  }

  /** Pauses a job on all hosts, or, with `undefined`, resumes it. This one waits for no beat to know of it. */
  async pause(store: FarmStore, name: string, pause: StoredPause | undefined): Promise<void> {
    const isNewest = this.newest(name);
    if ((await store.pause(name, pause)) && isNewest()) this.#learnPause(name, pause);
  }

  /**
   * Whether an answer that is asked for now will be the newest that is known of a job. What is heard meanwhile may be later;
   * where it is not, the next beat says once more what the answer did.
   */
  newest(name: string): () => boolean {
    const news = this.#news.get(name);
    return () => this.#news.get(name) === news;
  }

  /**
   * How many of what was asked for in this queue may come here: none of a job that is not known, not run here, or paused.
   *
   * @param inLine for how many there is room where they wait for a place
   */
  roomIn(queue: string, nowMs: number, inLine: (place: string) => number): number {
    const job = this.#jobOf(queue);
    if (job?.isRunHere !== true || this.#isPaused(job.name, nowMs)) return 0;
    const place = this.#placeOf(queue, job);
    return place === undefined ? Number.POSITIVE_INFINITY : inLine(place);
  }

  /**
   * The job whose work is asked for in this queue, where its rows run side by side: none is in another's way. Where one may
   * begin only once, that is not at its fetch, since this host may not hear of that.
   */
  freeJob(queue: string): string | undefined {
    const job = this.#jobOf(queue);
    return job?.atMostOnce === false && this.#placeOf(queue, job) === undefined ? job.name : undefined;
  }

  /** What keeps a job from running: its pause, and what is left out by hand. */
  #learnHolds(schedule: KnownSchedule): void {
    const { name, pause, skips } = schedule;
    this.#news.set(name, schedule);
    this.#learnPause(name, pause);
    this.#host.leftOut(name, skips);
  }

  #learnSettled({ name, isAfterCompletion, isAtStartup }: FarmJob, settledMs: number | undefined): void {
    if (settledMs === undefined || !isAfterCompletion || (isAtStartup && settledMs < this.#startMs)) return;
    this.#host.settled(name, settledMs);
  }

  #learnPause(name: string, pause: StoredPause | undefined): void {
    if (pause === undefined) this.#paused.delete(name);
    else this.#paused.set(name, pause.until);
    this.#host.paused(name, pause);
  }

  /** The place that rows of the queue wait for first. */
  #placeOf(queue: string, job: FarmJob): string | undefined {
    return placesOf(this.#farm, job, queue, true)[0]?.place;
  }

  #jobOf(queue: string): FarmJob | undefined {
    this.#asked ??= new Map([...this.all.values()].map(job => [askQueue(this.#farm, job.name), job]));
    return this.#asked.get(queue);
  }

  /** A pause ends by itself, which nobody tells. */
  #isPaused(name: string, nowMs: number): boolean {
    if (!this.#paused.has(name)) return false;
    const until = this.#paused.get(name);
    if (until === undefined || until > nowMs) return true;
    this.#paused.delete(name);
    return false;
  }
}
