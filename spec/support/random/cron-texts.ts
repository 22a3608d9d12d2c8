import fc from 'fast-check';
import type { Word } from '../oracle/words.js';

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const DAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', '7'];

interface Bounds {
  readonly min: number;
  readonly max: number;
  readonly names?: readonly string[];
}

const second = fieldOf({ min: 0, max: 59 });
const minute = fieldOf({ min: 0, max: 59 });
const hour = fc.oneof(fc.constantFrom('0', '1', '2', '3', '23', '1,2', '*'), fieldOf({ min: 0, max: 23 }));
const month = fc.oneof({ weight: 3, arbitrary: fc.constant('*') }, fieldOf({ min: 1, max: 12, names: MONTHS }));
const dayOfMonth = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('*', '?') },
  {
    weight: 2,
    arbitrary: fc.constantFrom('L', 'LW', 'L-3', 'L-30', '29', '30', '31', '1W', '15W', '31W', '*/2', '28,L'),
  },
  { weight: 2, arbitrary: fieldOf({ min: 1, max: 31 }) },
);
const dayOfWeek = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('*', '?') },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      'MON-FRI',
      'SAT,SUN',
      '0',
      '7',
      '5L',
      'MON#1',
      'FRI#5',
      '*/2',
      '5-7',
      '7-7',
      'SUN-7',
      '7-3/2',
      'SAT-MON',
    ),
  },
  { weight: 2, arbitrary: fieldOf({ min: 0, max: 6, names: DAYS }) },
);

/** Cron texts of five fields, of six, and macros. */
const cronTexts: fc.Arbitrary<string> = fc
  .oneof(
    {
      weight: 8,
      arbitrary: fc.tuple(minute, hour, dayOfMonth, month, dayOfWeek).map(fields => fields.join(' ')),
    },
    {
      weight: 3,
      arbitrary: fc.tuple(second, minute, hour, dayOfMonth, month, dayOfWeek).map(fields => fields.join(' ')),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom('@yearly', '@annually', '@monthly', '@weekly', '@daily', '@midnight', '@hourly'),
    },
  )
  .filter(isClear);

/** The day fields of the dialects: one of them is a ?, and Sunday is 1. */
const dialectDays: fc.Arbitrary<readonly [dayOfMonth: string, dayOfWeek: string]> = fc.oneof(
  dayOfMonth.filter(field => field !== '?').map(field => [field, '?'] as const),
  fc
    .oneof(
      fc.constantFrom('*', 'L', '2-6', '1', '7', '7-2', '6L', 'FRIL', '2#1', '6#5,L', '1-7', '*/2', '2/3', 'SAT-2/2'),
      fieldOf({ min: 1, max: 7, names: DAYS.slice(0, 7) }),
    )
    .map(field => ['?', field] as const),
);
/** The years in which the awkward moments lie, too. */
const year = fc.oneof(
  { weight: 3, arbitrary: fc.constant('*') },
  { weight: 2, arbitrary: fc.constantFrom('*/2', '2024/4', '1970-2026', '2026', '2026,2027', '2010-2012', '2199') },
  { weight: 1, arbitrary: fc.integer({ min: 1970, max: 2199 }).map(String) },
);

const quartzTexts = fc
  .tuple(second, minute, hour, dialectDays, month, fc.option(year, { nil: undefined }))
  .map(([s, m, h, [date, day], inMonth, inYear]) => [s, m, h, date, inMonth, day, inYear].join(' ').trim());
const awsTexts = fc
  .tuple(minute, hour, dialectDays, month, year)
  .map(([m, h, [date, day], inMonth, inYear]) => [m, h, date, inMonth, day, inYear].join(' '));

/** Cron text as it is said: in our own dialect or in another. */
export const cronWords: fc.Arbitrary<Word> = fc.oneof(
  { weight: 3, arbitrary: cronTexts.map((text): Word => ['toRunCron', text]) },
  { weight: 1, arbitrary: quartzTexts.map((text): Word => ['toRunCron', text, { dialect: 'quartz' }]) },
  { weight: 1, arbitrary: awsTexts.map((text): Word => ['toRunCron', text, { dialect: 'aws' }]) },
);

/** A ? stands in one of the day fields at most, and beside it no number for a day of the week. */
function isClear(text: string): boolean {
  const [dayOfWeek = '', , dayOfMonth = ''] = text.split(' ').reverse();
  if (dayOfMonth !== '?') return true;
  return dayOfWeek !== '?' && !dayOfWeek.split(',').some(item => /\d/.test(item.replace(/[/#]\d+$/, '')));
}

/** A star, a number or name, a list, a range, or a step of one of these. */
function fieldOf({ min, max, names }: Bounds): fc.Arbitrary<string> {
  const number = fc.integer({ min, max });
  const value = number.map(n => (n % 2 === 0 ? (names?.[n - min] ?? String(n)) : String(n)));
  const step = fc.integer({ min: 2, max: Math.ceil(max / 2) });
  // Ranges that run on over the end are read too: 22-2.
  const range = fc.tuple(value, value).map(([a, b]) => `${a}-${b}`);
  return fc.oneof(
    { weight: 2, arbitrary: fc.constant('*') },
    { weight: 5, arbitrary: value },
    { weight: 2, arbitrary: fc.uniqueArray(value, { minLength: 2, maxLength: 4 }).map(values => values.join(',')) },
    { weight: 1, arbitrary: range },
    { weight: 1, arbitrary: fc.tuple(fc.oneof(fc.constant('*'), value, range), step).map(([a, n]) => `${a}/${n}`) },
  );
}
