import type { RunRecordJson } from '../index.js';
import { type EngineHost, type EngineRun, errorData, isoInstant, type JobDefinition, takeData } from '../kit.js';
import type { SharedTicket } from './seam.js';

/** What a run with data stands on. */
export interface TakingHost {
  readonly host: EngineHost;
  /** Of the host, said of each run. */
  readonly name: string;
  definition(job: string): JobDefinition | undefined;
}

/**
 * Runs what a ticket says, with its data as the job takes it: of its own version, and the output of its schema. What does
 * not pass has failed without a run.
 *
 * @returns `undefined` where there is no such job
 */
export function runTaken({ host, name, definition }: TakingHost, ticket: SharedTicket): EngineRun | undefined {
  const begin = (data: unknown) => host.run({ ...ticket, data, host: name });
  const said = definition(ticket.name);
  if (said === undefined || ticket.v === undefined) return begin(ticket.data);
  try {
    const taken = takeData(said, ticket.data, ticket.v);
    return taken instanceof Promise ? later(host, ticket, taken, begin) : begin(taken);
  } catch (error) {
    return { record: Promise.resolve(refused(host, ticket, error)), abort: () => {} };
  }
}

/** A schema that answers later: what is aborted meanwhile begins and is aborted, so that its record says so. */
function later(
  host: EngineHost,
  ticket: SharedTicket,
  taken: Promise<unknown>,
  begin: (data: unknown) => EngineRun | undefined,
): EngineRun {
  let run: EngineRun | undefined;
  let aborted: readonly [reason: string, by?: string | undefined] | undefined;
  const record = taken.then(
    data => {
      run = begin(data);
      if (aborted !== undefined) run?.abort(...aborted);
      return run?.record ?? refused(host, ticket, new Error('the job has left'));
    },
    error => refused(host, ticket, error),
  );
  return {
    record,
    abort(...said) {
      aborted = said;
      run?.abort(...said);
    },
  };
}

/** Recorded and told here, as any failure is. */
function refused(host: EngineHost, ticket: SharedTicket, error: unknown): RunRecordJson {
  const { name, runId, occurrenceMs, trigger, key, attempt = 1 } = ticket;
  host.recorded({ name, occurrenceMs, trigger, outcome: { kind: 'failed', error } });
  const nowMs = host.now();
  return {
    ...{ jobName: name, runId, key, trigger, occurrence: isoInstant(occurrenceMs), occurrenceMs },
    ...{ lateMs: 0, attempts: attempt, lines: [], settledAt: isoInstant(nowMs), settledAtMs: nowMs },
    outcome: { kind: 'failed', error: errorData(error) },
  };
}
