import type { CronRule } from '../recurrence.js';
import { type Cron, parseCron } from './cron.js';
import { type CronFieldSpec, DAY_OF_MONTH, DAY_OF_WEEK, HOUR, MINUTE, MONTH, readSet, SECOND } from './cron-field.js';
import { type CronFields, cronFields } from './cron-text.js';

/** A step that does not divide what it steps through, so that it starts anew with a shorter one. */
export interface UnevenStep {
  /** As it is written: a star and 45. */
  readonly item: string;
  readonly field: CronFieldSpec['name'];
  readonly step: number;
  /** Where each round begins. */
  readonly first: number;
  /** What lies between the last number and the first of the next round. */
  readonly rest: number;
}

/** A field, and what follows upon a round of its numbers: the next round only where this holds two in a row. */
type Stepped = readonly [name: keyof CronFields, spec: CronFieldSpec, rounds?: (cron: Cron) => readonly number[]];

const FIELDS: readonly Stepped[] = [
  ['second', SECOND, ({ minutes }) => minutes],
  ['minute', MINUTE, ({ hours }) => hours],
  ['hour', HOUR, ({ days }) => days({ length: 31, firstDayOfWeek: 1 })],
  ['dayOfMonth', DAY_OF_MONTH],
  ['month', MONTH],
  ['dayOfWeek', DAY_OF_WEEK],
];

/** The uneven steps of cron text. Those within a range that is not the whole end where the range does, and are meant so. */
export function unevenSteps({ text, dialect }: CronRule): readonly UnevenStep[] {
  const fields = cronFields(text, dialect);
  const cron = parseCron(text, dialect);
  return FIELDS.flatMap(([name, spec, rounds]) => {
    const item = fields[name];
    const [, range = '', stepText] = /^([^,/]+)\/(\d+)$/.exec(item) ?? [];
    const size = spec.max - spec.min + 1;
    const isWhole = !range.includes('-') || readSet(range, spec)?.length === size;
    const isFollowed = rounds === undefined || hasTwoInARow(rounds(cron));
    if (stepText === undefined || !isWhole || !isFollowed) return [];
    const numbers = readSet(item, spec) ?? [];
    const [first = 0, last = 0, step] = [numbers[0], numbers.at(-1), Number(stepText)];
    const rest = size - (last - first);
    // A month has 28 to 31 days, which nothing but one day divides.
    const isUneven = last > first && step > 1 && (rest !== step || spec === DAY_OF_MONTH);
    return isUneven ? [{ item, field: spec.name, step, first, rest }] : [];
  });
}

function hasTwoInARow(numbers: readonly number[]): boolean {
  return numbers.some(number => numbers.includes(number + 1));
}
