import type { EventName, InstantInput, Listener, Participant, RunExplanation } from '../../index.js';
import type { Subject, SubjectJob } from './subject.js';

/** Several schedulers seen as one. A name that two of them have is that of the first; `warn` is told of it. */
export class JoinedSubject implements Subject {
  readonly #all: readonly Subject[];

  constructor(all: readonly Subject[]) {
    this.#all = all;
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

  explainRun(name: string, instant: InstantInput): RunExplanation {
    const of = this.#of(name) ?? this.#all[0];
    return (
      of?.explainRun(name, instant) ?? { verdict: 'unknown', code: 'noJob', text: `there is no job named '${name}'.` }
    );
  }

  on<E extends EventName | 'any'>(name: E, listener: Listener<E>): () => void {
    const off = this.#all.map(subject => subject.on(name, listener));
    return () => {
      for (const one of off) one();
    };
  }

  join(participant: Participant): () => void {
    const off = this.#all.map(subject => subject.join(participant));
    return () => {
      for (const one of off) one();
    };
  }

  #of(name: string): Subject | undefined {
    return this.#all.find(subject => subject.get(name) !== undefined);
  }
}
