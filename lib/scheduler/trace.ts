import { tracingChannel } from 'node:diagnostics_channel';
import type { RunContext, Trigger } from '../job/run.js';

/** What subscribers of the tracing channel `carillon:run` get; `result` or `error` is there once the run is over. */
export interface RunTrace {
  readonly jobName: string;
  readonly key: string;
  readonly trigger: Trigger;
  readonly result?: unknown;
  readonly error?: unknown;
}

const channel = tracingChannel('carillon:run');

/** Does the work of a run, inside `carillon:run` when somebody listens there. */
export function traced<T extends RunContext>(scope: T, work: (scope: T) => unknown): unknown {
  if (!hasSubscribers()) return work(scope);
  const { jobName, key, trigger } = scope;
  return channel.tracePromise(async () => work(scope), { jobName, key, trigger });
}

/** `channel.hasSubscribers` itself is missing before Node 22. */
function hasSubscribers(): boolean {
  const { start, end, asyncStart, asyncEnd, error } = channel;
  return (
    start.hasSubscribers ||
    end.hasSubscribers ||
    asyncStart.hasSubscribers ||
    asyncEnd.hasSubscribers ||
    error.hasSubscribers
  );
}
