import type { JobDefinition } from '../kit.js';
import { dataVersionOf, retryDelayMs } from '../kit.js';
import { FarmError } from './farm-errors.js';
import type { FarmJob } from './farm-job.js';
import { digestOf } from './identity.js';
import { isStorable } from './json-text.js';
import { keepSeconds } from './keeping.js';

/** Below this a farm would write more rows than it is for. */
const LEAST_INTERVAL_MS = 1_000;

/** pg-boss fails a run after a day, so a run of ours is never longer. */
const LONGEST_TIMEOUT_MS = 23 * 3_600_000;

/** What a farm has to know of a job, from its definition. */
export function jobOf(definition: JobDefinition, runs?: readonly string[]): FarmJob {
  let keptS: number | undefined;
  const { schedule, tags, overlap, group, delivery, retry } = definition;
  const { when, times } = schedule.plan;
  return {
    name: schedule.name,
    words: wordsOf(definition),
    overlap,
    group,
    times,
    isAfterCompletion: when.kind === 'afterCompletion',
    atMostOnce: delivery === 'atMostOnce',
    isAsked: when.kind === 'asked',
    isRunHere: runs === undefined || runs.some(one => one === schedule.name || tags.includes(one)),
    keepS() {
      keptS ??= keepOf(definition);
      return keptS;
    },
    dataVersion: dataVersionOf(definition),
    retryAfterMs: failed =>
      retry === undefined || failed >= retry.attempts ? undefined : retryDelayMs(retry, failed, schedule.name),
  };
}

/** @throws FarmError for a name or tag, of what a host is to run, that no shared job has */
export function checkRuns(runs: readonly string[] | undefined, definitions: readonly JobDefinition[]): void {
  for (const one of runs ?? []) {
    if (definitions.some(({ schedule, tags }) => schedule.name === one || tags.includes(one))) continue;
    throw new FarmError(`runs says '${one}', which no shared job of this registry has as its name or a tag`);
  }
}

function keepOf({ schedule }: JobDefinition): number {
  const first = schedule.nextMs(0);
  const second = first === undefined ? undefined : schedule.nextMs(first);
  return keepSeconds(first === undefined || second === undefined ? undefined : second - first);
}

/**
 * @throws FarmError for a job that can't be shared: without a name of its own, in a zone that nobody named, more often
 *   than each second, longer than 23 hours
 */
export function checkShared(definition: JobDefinition): void {
  const { schedule, namedBy, zonedBy, timeoutMs, declaredAt } = definition;
  const where = declaredAt === undefined ? `job '${schedule.name}'` : `job '${schedule.name}' (${declaredAt})`;
  if (namedBy !== 'person') {
    const remedy = "say withName('…'), or static jobName: identity may not hang on a minifier or on words";
    throw new FarmError(`${where} has no name of its own, which a farm needs: ${remedy}`);
  }
  if (zonedBy !== 'person') {
    const remedy = "say new Registry({ zone: 'Europe/Berlin' }), or inZone('UTC'): hosts may be in several";
    throw new FarmError(`${where} has no zone of its own, which a farm needs: ${remedy}`);
  }
  if (!isStorable(JSON.stringify(schedule.name))) {
    throw new FarmError(`${where} has a name with a zero character, or half a character, which no database can hold`);
  }
  const first = schedule.nextMs(0);
  const second = first === undefined ? undefined : schedule.nextMs(first);
  if (first !== undefined && second !== undefined && second - first < LEAST_INTERVAL_MS) {
    throw new FarmError(`${where} runs more often than each second, which a farm refuses: say onEveryHost()`);
  }
  if (timeoutMs !== undefined && timeoutMs > LONGEST_TIMEOUT_MS) {
    throw new FarmError(`${where} has a timeout of over 23 hours, which a farm refuses: do it in pieces`);
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
