import type { Change } from '../console/console.js';
import type { Act } from '../console/findings.js';
import type { StreamFrames } from './api.js';

/** More acts than this within one tick are fetched rather than sent. */
const MAX_ACTS = 100;

/** What was heard and has not been sent. */
export class Heard {
  /** By its run: only the last of each counts. */
  readonly progress = new Map<string, StreamFrames['running'][number]>();
  readonly acts: Act[] = [];
  hasBegun = false;
  hasProblems = false;

  get isNothing(): boolean {
    return this.progress.size === 0 && this.acts.length === 0 && !this.hasBegun && !this.hasProblems;
  }

  /** May be called for every step of a thousand runs: it looks at nothing that was heard before. */
  hear(change: Change): void {
    switch (change.kind) {
      case 'progress': {
        const { run: id, job, progress, ms } = change;
        this.progress.set(id, { id, job, progress, ms });
        return;
      }
      case 'act':
        this.#add(change.act);
        return;
      case 'problems':
        this.hasProblems = true;
        return;
      case 'state':
        this.hasBegun ||= change.state === 'running';
        return;
      case 'job':
      case 'line':
        return;
    }
  }

  /** Takes in what was heard after it. */
  goOn(later: Heard): this {
    for (const [run, said] of later.progress) this.progress.set(run, said);
    for (const act of later.acts) this.#add(act);
    this.hasBegun ||= later.hasBegun;
    this.hasProblems ||= later.hasProblems;
    return this;
  }

  #add(act: Act): void {
    this.acts.push(act);
    if (this.acts.length > MAX_ACTS) this.acts.shift();
  }
}
