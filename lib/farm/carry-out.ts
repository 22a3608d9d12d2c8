import type { Clock } from '../index.js';
import type { Command, JobDefinition } from '../kit.js';
import type { FarmEngine } from './farm-engine.js';
import { FarmError } from './farm-errors.js';
import type { StoredPause } from './rows.js';
import type { FarmStore } from './store.js';

/** What carrying out a command stands on. */
export interface CommandParts {
  readonly engine: FarmEngine;
  readonly store: FarmStore;
  readonly clock: Clock;
  readonly definition: JobDefinition | undefined;
}

/** Does for all hosts what a handle was told. Rejects with why it could not be done. */
export async function carryOut(command: Command, { engine, store, clock, definition }: CommandParts): Promise<void> {
  const { kind, name, reason, by, untilMs, runId } = command;
  switch (kind) {
    case 'pause': {
      const until = untilMs === undefined ? {} : { until: untilMs };
      const pause: StoredPause = { reason, at: clock.now(), ...(by !== undefined && { by }), ...until };
      return engine.pause(name, pause);
    }
    case 'resume':
      return engine.pause(name, undefined);
    case 'cancel':
      return engine.cancel(name, reason, runId);
    case 'skipNext': {
      const next = definition?.schedule.nextMs(clock.now());
      if (next === undefined) throw new FarmError(`job '${name}' has no next occurrence that could be left out`);
      return store.skip(name, next);
    }
  }
}
