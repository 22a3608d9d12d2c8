import type { Run } from './run.js';
import type { RunHost, RunOwner } from './run-host.js';
import { superseded, type TakingBack, takenBack } from './taking-back.js';

/** Whose runs wait. */
interface Keeper {
  readonly host: RunHost;
  readonly owner: RunOwner;
}

/** The runs that wait behind the one in a slot. */
export class Waiting {
  /** In order. */
  runs: Run[] = [];
  readonly #keeper: Keeper;

  constructor(keeper: Keeper) {
    this.#keeper = keeper;
  }

  add(run: Run): void {
    const { host, owner } = this.#keeper;
    this.runs.push(run);
    host.waits(owner, run);
  }

  /** The run waits instead of those that do. */
  addAlone(run: Run): void {
    const older = this.takeAll();
    this.add(run);
    this.end(older, superseded(run));
  }

  /** Takes this run out. @returns whether it waited. */
  take(run: Run): boolean {
    const isHere = this.runs.includes(run);
    if (isHere) this.runs = this.runs.filter(one => one !== run);
    return isHere;
  }

  /** Takes all out, so that what comes meanwhile is not among them. */
  takeAll(): readonly Run[] {
    const all = this.runs;
    this.runs = [];
    return all;
  }

  /** Records runs that were taken out. */
  end(runs: readonly Run[], why: TakingBack): void {
    const { host, owner } = this.#keeper;
    host.together(() => {
      for (const run of runs) host.end(owner, run, takenBack(run, why));
    });
  }
}
