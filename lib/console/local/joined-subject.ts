import {
  type EventName,
  type InstantInput,
  type Listener,
  type Participant,
  type RunExplanation,
  ScheduleError,
} from '../../index.js';
import { JoinedBeyond, together } from './joined-beyond.js';
import type { Beyond, Subject, SubjectJob } from './subject.js';

/** Several schedulers seen as one, whose jobs have different names. */
export class JoinedSubject implements Subject {
  /** Of those that have a farm. */
  readonly beyond: Beyond | undefined;
  readonly #all: readonly Subject[];

  /**
   * @param warn is told of a job that is added later under a name that another of the schedulers has: it is not shown
   * @throws ScheduleError where two of them have a name now
   */
  constructor(all: readonly Subject[], warn: (message: string) => void) {
    this.#all = all;
    const beyond = all.flatMap(subject => subject.beyond ?? []);
    this.beyond = beyond.length > 1 ? new JoinedBeyond(beyond) : beyond[0];
    const names = new Set<string>();
    for (const { name } of all.flatMap(({ jobs }) => jobs)) {
      if (names.has(name)) throw new ScheduleError(shared(name));
      names.add(name);
    }
    this.on('added', ({ jobName }) => {
      if (all.filter(subject => subject.get(jobName) !== undefined).length > 1) warn(shared(jobName));
    });
  }

  get name(): string {
    return this.#all.map(({ name }) => name).join(', ');
  }

  /** The furthest that any of them is on its way, so that a page says that something stops. */
  get state(): Subject['state'] {
    const states = new Set(this.#all.map(({ state }) => state));
    if (states.size === 1) return this.#all[0]?.state ?? 'new';
    return states.has('stopping') || states.has('stopped') ? 'stopping' : 'running';
  }

  get startedAt(): Subject['startedAt'] {
    const started = this.#all.map(({ startedAt }) => startedAt).filter(at => at !== undefined);
    return started.sort((one, other) => one.toMillis() - other.toMillis())[0];
  }

  get jobs(): readonly SubjectJob[] {
    const byName = new Map<string, SubjectJob>();
    for (const { jobs } of this.#all) for (const job of jobs) if (!byName.has(job.name)) byName.set(job.name, job);
    return [...byName.values()];
  }

  now(): number {
    return this.#all[0]?.now() ?? 0;
  }

  get(name: string): SubjectJob | undefined {
    return this.#of(name)?.get(name);
  }

  /** Of a job that has left each may know the records. */
  explainRun(name: string, instant: InstantInput): RunExplanation {
    const of = this.#of(name);
    const said = (of === undefined ? this.#all : [of]).map(subject => subject.explainRun(name, instant));
    const known = said.find(({ code }) => code !== 'noSuchJob') ?? said[0];
    return known ?? { verdict: 'unknown', code: 'noSuchJob', text: `there is no job named '${name}'.` };
  }

  on<E extends EventName>(name: E, listener: Listener<E>): () => void {
    return together(this.#all.map(subject => subject.on(name, listener)));
  }

  join(participant: Participant): () => void {
    return together(this.#all.map(subject => subject.join(participant)));
  }

  #of(name: string): Subject | undefined {
    return this.#all.find(subject => subject.get(name) !== undefined);
  }
}

function shared(name: string): string {
  return `two of the schedulers have a job named '${name}': give one of them another name, or each a dashboard of its own`;
}
