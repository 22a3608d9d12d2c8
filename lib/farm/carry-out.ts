import type { Clock } from '../index.js';
import type { Command } from '../kit.js';
import type { FarmEngine } from './farm-engine.js';
import { rowOfRun } from './run-of-row.js';
import type { FarmStore } from './store.js';

/** What carrying out a command stands on. */
export interface CommandParts {
  readonly engine: FarmEngine;
  readonly store: FarmStore;
  readonly clock: Clock;
}

/** Does for all hosts what a handle was told. Rejects with why it could not be done. */
export async function carryOut(command: Command, { engine, store, clock }: CommandParts): Promise<void> {
  const { kind, name, reason, by, untilMs, occurrenceMs } = command;
  const said = { reason, ...(by !== undefined && { by }) };
  switch (kind) {
    case 'pause':
      return engine.pause(name, { ...said, at: clock.now(), ...(untilMs !== undefined && { until: untilMs }) });
    case 'resume':
      return engine.pause(name, undefined);
    case 'cancel':
      return cancel(engine, store, command);
    case 'skipNext':
      if (occurrenceMs !== undefined) await store.skip(name, { ...said, at: occurrenceMs });
      return engine.changed();
  }
}

/** Cancels all runs of a job, or one, on whatever hosts they are. */
async function cancel(engine: FarmEngine, store: FarmStore, { name, reason, by, runId }: Command): Promise<void> {
  const run = runId === undefined ? undefined : rowOfRun(runId);
  if (runId !== undefined && run === undefined) return;
  if ((await store.cancel(name, { reason, by }, run)) > 0) engine.changed();
}
