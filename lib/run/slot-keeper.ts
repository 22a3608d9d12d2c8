import type { Gate, GateUser } from './gate.js';
import type { Run } from './run.js';
import type { RunHost, RunOwner } from './run-host.js';

/** Whose slot it is: the guard of a job, as its slots see it. */
export interface SlotKeeper<S extends GateUser> {
  readonly host: RunHost;
  readonly owner: RunOwner;
  readonly gate: Gate<S>;
  /** Under `allow`, the further slots of the job; `undefined` as long as there was none. */
  readonly others: ReadonlyMap<Run, S> | undefined;
  /** Gives the run a slot to itself. */
  dueBeside(run: Run): void;
  /** Aborts the runs in all but the first slot. */
  cancelOthers(): void;
  /** Whether no run is in progress in any of the job's other slots. */
  isAlone(slot: S): boolean;
  /** The run is in its slot no longer. */
  left(run: Run | undefined): void;
}
