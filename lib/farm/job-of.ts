import { dataVersionOf, type JobDefinition, retryDelayMs } from '../kit.js';
import { FarmError } from './farm-errors.js';
import type { FarmJob } from './farm-job.js';
import { digestOf } from './identity.js';
import { keepSeconds } from './keeping.js';
import { intervalMsOf } from './refusals.js';
import type { Rivals } from './rows.js';

/** What a farm has to know of a job, from its definition. */
export function jobOf(
  definition: JobDefinition,
  groupRivals: Rivals | undefined,
  runs: readonly string[] | undefined,
): FarmJob {
  let keptS: number | undefined;
  const { schedule, tags, overlap, group, delivery, retry } = definition;
  const { when, times } = schedule.plan;
  return {
    name: schedule.name,
    words: wordsOf(definition),
    overlap,
    group,
    groupRivals,
    times,
    isAfterCompletion: when.kind === 'afterCompletion',
    isAtStartup: when.kind === 'afterCompletion' && when.atStartup,
    atMostOnce: delivery === 'atMostOnce',
    isZoned: when.kind !== 'asked' && schedule.zone !== 'UTC',
    isAsked: when.kind === 'asked',
    isRunHere: isRunBy(runs, schedule.name, tags),
    keepS() {
      keptS ??= keepSeconds(intervalMsOf(schedule));
      return keptS;
    },
    dataVersion: dataVersionOf(definition),
    retryAfterMs: failed =>
      retry === undefined || failed >= retry.attempts ? undefined : retryDelayMs(retry, failed, schedule.name),
  };
}

/** Whether a host with these `runs`, names or tags, runs the job; without any it runs all. */
export function isRunBy(runs: readonly string[] | undefined, name: string, tags: readonly string[] = []): boolean {
  return runs === undefined || runs.some(one => one === name || tags.includes(one));
}

/** @throws FarmError for a name or tag, of what a host is to run, that no shared job has */
export function checkRuns(runs: readonly string[] | undefined, definitions: readonly JobDefinition[]): void {
  for (const one of runs ?? []) {
    if (definitions.some(({ schedule, tags }) => isRunBy([one], schedule.name, tags))) continue;
    throw new FarmError(`runs says '${one}', which no shared job of this registry has as its name or a tag`);
  }
}

/** A digest of when and how it runs: hosts of one release that differ in it, and releases, are told apart by this. */
function wordsOf({ schedule, overlap, group, missed, delivery }: JobDefinition): string {
  return digestOf(JSON.stringify([saidOf(schedule), overlap, group ?? null, missed, delivery])).slice(0, 24);
}

/** Its JSON; a schedule with functions has none, and is told apart by its description. */
function saidOf(schedule: JobDefinition['schedule']): unknown {
  try {
    return schedule.toJSON();
  } catch {
    return schedule.describe();
  }
}
