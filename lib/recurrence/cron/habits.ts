import type { CronDialect } from '../recurrence.js';

/** Names and letters that fields may hold. */
const OWN_WORDS =
  /(?:SUN|MON|TUES|WEDNES|THURS|FRI|SATUR)DAY|SUN|MON|TUE|WED|THU|FRI|SAT|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC|[LW]/g;

/** What other tools take for cron text: how it looks, in capitals, and what it means and says here. */
const HABITS: readonly (readonly [looks: (text: string) => boolean, means: string])[] = [
  [
    text => /^(?:CRON_)?TZ=/.test(text),
    "names a time zone, as some tools let it: say it by a word, as in .inZone('Europe/Berlin')",
  ],
  [
    text => /^@EVERY\b/.test(text),
    'is an interval, as some tools let it: say it in words, as in toRunEvery(5).minutes()',
  ],
  [text => /^@REBOOT\b/.test(text), 'means once at the start: say toRunNow()'],
  [text => /^RATE\(/.test(text), 'is an interval of AWS: say it in words, as in toRunEvery(5).minutes()'],
  [text => /^CRON\(/.test(text), "is that of AWS: say what is in the parentheses alone, with { dialect: 'aws' }"],
  [text => /^\d{4}-\d\d-\d\d/.test(text), 'is a date: say toRunOnceAt(text)'],
  [
    text => fieldsOf(text).length < 5 && /^(?:EVERY|AT|ON|IN)\b|^\d+:\d|^\d+ ?[A-Z]/.test(text),
    'is no cron text but says when in other words: say toRunEvery(5).minutes(), or toRunEvery(1).days().at(9)',
  ],
  [
    text => /(?:^|[\s,])H(?:[\s,/(]|$)/.test(text),
    'has an H, by which Jenkins spreads runs: say a number, and .withJitter({ minutes: 30 })',
  ],
  [text => text.includes('~'), 'has a ~, which picks a time at random: say a number, and .withJitter({ minutes: 30 })'],
  [
    text => fieldsOf(text).slice(5).some(isForeignWord),
    'has a user or a command behind its fields, as a crontab does: what runs is the job, so say the fields alone',
  ],
  [
    text => fieldsOf(text).length === 6 && fieldsOf(text)[4] === '?',
    "looks like that of AWS, with minutes first and a year last: say toRunCron(text, { dialect: 'aws' })",
  ],
  [
    text => fieldsOf(text).length === 6 && hasYear(text),
    "has a year last: say toRunCron(text, { dialect: 'aws' }), or five fields with startingAt(…) and until(…)",
  ],
  [
    text => fieldsOf(text).length === 7,
    "has seven fields, so a year: say toRunCron(text, { dialect: 'quartz' }), or six fields with startingAt(…) and until(…)",
  ],
];

/** What text says that looks like another tool's, and the word that says the same; `undefined` for any other. */
export function habitIn(text: string, dialect: CronDialect | undefined): string | undefined {
  const known = text.trim().toUpperCase();
  const [, means] = HABITS.find(([looks]) => looks(known)) ?? [];
  return means !== undefined && dialect !== undefined && means.includes('toRunCron(text, ') ? undefined : means;
}

function fieldsOf(text: string): string[] {
  return text.split(/\s+/);
}

function isForeignWord(field: string): boolean {
  return /[A-Z./\\]{2}/.test(field.replace(OWN_WORDS, '').replace(/[*\d]\/\d+/g, '')) || /^[./]/.test(field);
}

/** Or days of the week before the last field, where our own dialect has the month. */
function hasYear(text: string): boolean {
  const [last = '', beforeLast = ''] = fieldsOf(text).reverse();
  return /^(?:19|20|21)\d\d(?:[-,/]|$)/.test(last) || /SUN|MON|TUE|WED|THU|FRI|SAT/.test(beforeLast);
}
