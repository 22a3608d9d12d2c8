import { tracingChannel } from 'node:diagnostics_channel';
import type { DateTime } from 'luxon';
import type { RunContext, Trigger } from '../job/context.js';

/**
 * What subscribers of the tracing channel `carillon:run` get; `result` or `error` is there once the work is over. What the
 * run then counts as is told by the events.
 */
export interface RunTrace {
  readonly jobName: string;
  readonly runId: string;
  readonly key: string;
  /** The instant that it is for. */
  readonly occurrence: DateTime;
  readonly trigger: Trigger;
  readonly result?: unknown;
  readonly error?: unknown;
}

const channel = tracingChannel('carillon:run');

/** Does the work of a run, inside `carillon:run` when somebody listens there. */
export function traced<C extends RunContext>(context: C, work: (context: C) => unknown): unknown {
  if (!hasSubscribers()) return work(context);
  const { jobName, runId, key, occurrence, trigger } = context;
  return channel.tracePromise(async () => work(context), { jobName, runId, key, occurrence, trigger });
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
