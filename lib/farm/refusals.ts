import type { JobDefinition } from '../kit.js';
import { FarmError } from './farm-errors.js';
import { isStorable } from './json-text.js';

/** Below this a farm would write more rows than it is for. */
const LEAST_INTERVAL_MS = 1_000;

/** pg-boss fails a run after a day, so a run of ours is never longer. */
const LONGEST_TIMEOUT_MS = 23 * 3_600_000;

/** What is looked at in a job: its definition or, in `lint`, as much of one as there is. */
export type Worded = Pick<JobDefinition, 'schedule'> & {
  readonly [Member in keyof JobDefinition]?: JobDefinition[Member] | undefined;
};

/** What something that was said means in a farm, and what to say where that is not meant. */
export interface Meaning {
  readonly message: string;
  readonly remedy: string;
}

/** @throws FarmError for the first reason why a job can't be shared */
export function checkShared(definition: JobDefinition): void {
  const [first] = refusalsOf(definition);
  if (first === undefined) return;
  const { schedule, declaredAt } = definition;
  const where = declaredAt === undefined ? `job '${schedule.name}'` : `job '${schedule.name}' (${declaredAt})`;
  throw new FarmError(`${where} ${first.message}: ${first.remedy}`);
}

/** All reasons why a job can't be shared; what is not known of it is not asked. */
export function refusalsOf({
  schedule,
  namedBy = 'person',
  zonedBy = 'person',
  timeoutMs,
}: Worded): readonly Meaning[] {
  const all: Meaning[] = [];
  if (namedBy !== 'person') {
    const remedy = "say withName('…'), or static jobName: identity may not hang on a minifier or on words";
    all.push({ message: 'has no name of its own, which a farm needs', remedy });
  }
  if (zonedBy !== 'person') {
    const remedy = "say new Registry({ zone: 'Europe/Berlin' }), or inZone('UTC'): hosts may be in several";
    all.push({ message: 'has no zone of its own, which a farm needs', remedy });
  }
  if (!isStorable(JSON.stringify(schedule.name))) {
    const message = 'has a name with a zero character, or half a character, which no database can hold';
    all.push({ message, remedy: 'give it another' });
  }
  if ((intervalMsOf(schedule) ?? LEAST_INTERVAL_MS) < LEAST_INTERVAL_MS) {
    all.push({ message: 'runs more often than each second, which a farm refuses', remedy: 'say onEveryHost()' });
  }
  if (timeoutMs !== undefined && timeoutMs > LONGEST_TIMEOUT_MS) {
    all.push({ message: 'has a timeout of over 23 hours, which a farm refuses', remedy: 'do it in pieces' });
  }
  return all;
}

/** From an occurrence to the one after; `undefined` where there are no two. What counts from a start is taken from any. */
export function intervalMsOf(schedule: JobDefinition['schedule']): number | undefined {
  const next = (afterMs: number) => schedule.nextMs(afterMs) ?? schedule.bind(0).next(afterMs);
  const first = next(0);
  const second = first === undefined ? undefined : next(first);
  return first === undefined || second === undefined ? undefined : second - first;
}
