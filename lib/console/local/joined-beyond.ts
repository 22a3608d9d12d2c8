import type { RunsQuery, Sees } from '../console.js';
import type { HostView, Problem } from '../findings.js';
import type { JobDetail } from '../job-detail.js';
import type { Beyond, SubjectJob, SubjectRecord } from './subject.js';

/** Several farms seen as one. A job is of one of them. */
export class JoinedBeyond implements Beyond {
  readonly #all: readonly Beyond[];

  constructor(all: readonly Beyond[]) {
    this.#all = all;
  }

  async fresh(than?: 'now'): Promise<void> {
    await Promise.all(this.#all.map(one => one.fresh(than)));
  }

  look(): void {
    for (const one of this.#all) one.look();
  }

  async hasLearned(jobs: readonly string[], isSo: (job: SubjectJob) => boolean): Promise<boolean> {
    return (await Promise.all(this.#all.map(one => one.hasLearned(jobs, isSo)))).every(Boolean);
  }

  onChanged(listener: (job: string) => void): () => void {
    return together(this.#all.map(one => one.onChanged(listener)));
  }

  onEnded(listener: (record: SubjectRecord) => void): () => void {
    return together(this.#all.map(one => one.onEnded(listener)));
  }

  hosts(sees?: Sees): readonly HostView[] {
    return this.#all.flatMap(one => one.hosts(sees));
  }

  problems(): readonly Problem[] {
    return this.#all.flatMap(one => one.problems());
  }

  runs(query: RunsQuery): Promise<readonly SubjectRecord[]> | undefined {
    return this.#all.map(one => one.runs(query)).find(records => records !== undefined);
  }

  async run(id: string): Promise<SubjectRecord | undefined> {
    return (await Promise.all(this.#all.map(one => one.run(id)))).find(record => record !== undefined);
  }

  async asked(job: string): Promise<JobDetail['asked']> {
    return (await Promise.all(this.#all.map(one => one.asked(job)))).find(counts => counts !== undefined);
  }

  async redrive(job: string): Promise<number> {
    const counts = await Promise.all(this.#all.map(one => one.redrive(job)));
    return counts.reduce((sum, count) => sum + count, 0);
  }

  close(): void {
    for (const one of this.#all) one.close();
  }
}

/** Calls all of them. */
export function together(all: readonly (() => void)[]): () => void {
  return () => {
    for (const one of all) one();
  };
}
