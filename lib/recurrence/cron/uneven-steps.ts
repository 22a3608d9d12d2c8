import type { CronRule } from '../recurrence.js';
import { type CronFieldSpec, DAY_OF_MONTH, DAY_OF_WEEK, HOUR, MINUTE, MONTH, readSet, SECOND } from './cron-field.js';
import { type CronFields, cronFields } from './cron-text.js';

/** A step that does not divide what it steps through, so that it starts anew with a shorter one. */
export interface UnevenStep {
  /** As it is written: a star and 45. */
  readonly item: string;
  readonly field: CronFieldSpec['name'];
  readonly step: number;
  /** What lies between the last number and the first of the next round. */
  readonly rest: number;
}

const FIELDS: readonly (readonly [keyof CronFields, CronFieldSpec])[] = [
  ['second', SECOND],
  ['minute', MINUTE],
  ['hour', HOUR],
  ['dayOfMonth', DAY_OF_MONTH],
  ['month', MONTH],
  ['dayOfWeek', DAY_OF_WEEK],
];

/** The uneven steps of cron text. Those within a range that is not the whole end where the range does, and are meant so. */
export function unevenSteps({ text, dialect }: CronRule): readonly UnevenStep[] {
  const fields = cronFields(text, dialect);
  return FIELDS.flatMap(([name, spec]) => {
    const field = fields[name];
    const [, stepText] = /^(?:\*|\d+)\/(\d+)$/.exec(field.replace(`${spec.min}-${spec.max}/`, '*/')) ?? [];
    const numbers = stepText === undefined ? [] : (readSet(field, spec) ?? []);
    const step = Number(stepText);
    const rest = spec.max - (numbers.at(-1) ?? 0) + 1 - spec.min + (numbers[0] ?? 0);
    // A month has 28 to 31 days, which nothing but one day divides.
    const isUneven = numbers.length > 1 && step > 1 && (rest !== step || spec === DAY_OF_MONTH);
    return isUneven ? [{ item: field, field: spec.name, step, rest }] : [];
  });
}
