import type { Word } from '../oracle/words.js';
import { listed, placesOf } from './lists.js';

/**
 * Reads what `describe()` says of the words of a grid, or of one instant, in a zone: as words that say the same.
 * `undefined` where the sentence only counts what it leaves out.
 */
export function readWordSentence(text: string, zone: string): readonly Word[] | undefined {
  const [, instant] = new RegExp(`^once on (${MOMENT}) \\(`).exec(text) ?? [];
  if (instant !== undefined) return [['toRunOnceAt', isoOf(instant)]];
  const said: Parts | undefined = sentenceIn(zone).exec(text)?.groups;
  if (said === undefined) throw new SyntaxError(`no words: ${text}`);
  const { at, rule = '', roll, unsaid, clocks, between, but, start, only, except, dates, until } = said;
  if (unsaid !== undefined || /, not on \d+ dates from /.test(text)) return undefined;
  return [
    ...wordsFor(at, moment => [['toRunOnceAt', isoOf(moment)]]),
    ...ruleWords(rule, at === undefined ? 'toRunEvery' : 'andEvery'),
    ...wordsFor(clocks, list => listed(list).map((clock): Word => ['at', ...numbersIn(clock)])),
    ...wordsFor(roll, way => [['weekdaysOnly', { roll: way.startsWith('next') ? 'forward' : 'back' }]]),
    ...wordsFor(between, windows => windowWords('between', windows)),
    ...wordsFor(but, windows => windowWords('unlessBetween', windows)),
    ...wordsFor(start, moment => [['startingAt', isoOf(moment)]]),
    ...wordsFor(only, days => [['onlyOn', ...placesOf(days, DAYS)]]),
    ...wordsFor(except, days => [['except', ...placesOf(days, DAYS)]]),
    ...wordsFor(dates, list => [['exceptOn', ...listed(list).map(isoDate)]]),
    ...wordsFor(until, moment => [['until', isoOf(moment)]]),
  ];
}

type Parts = Readonly<Record<string, string | undefined>>;

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const MONTHS = 'January February March April May June July August September October November December'.split(' ');
const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth'];

const CLOCK = '\\d\\d:\\d\\d(?::\\d\\d)?';
const DATE = '\\d+ [A-Z][a-z]+ \\d+';
const MOMENT = `${DATE}(?: at ${CLOCK}(?:\\.\\d+)?(?: [+-][\\d:]+)?)?`;
const WINDOWS = listOf(`between ${CLOCK} and ${CLOCK}`);
const NAMES = `[A-Z][a-z]+day to [A-Z][a-z]+day|${listOf('[A-Z][a-z]+day')}`;

function listOf(item: string): string {
  return `${item}(?:(?:, | and | or )${item})*`;
}

/** A sentence, as far as it says when. */
function sentenceIn(zone: string): RegExp {
  const roll = ' \\(or the (?<roll>[^()]*?) if that is on a weekend(?<unsaid>[^()]+)?\\)';
  const windows = `(?: (?<between>${WINDOWS}))?(?:, anew (?:each day|at each opening))?(?: but not (?<but>${WINDOWS}))?`;
  const head = `^(?:on (?<at>${MOMENT}) and then )?(?<rule>every .*?)(?:${roll})?(?: at (?<clocks>${listOf(CLOCK)}))?`;
  const phase = `(?:, starting on (?<start>${MOMENT}))?(?:(?:,| and) counted from (?:there|${DATE}))?`;
  const days = `(?:, only on (?<only>${NAMES}))?(?:, not on (?<except>${NAMES}))?(?:, not on (?<dates>${listOf(DATE)}))?`;
  const bounds = `(?:, by the day on which the window opens)?(?:, until (?<until>${MOMENT}))?`;
  return new RegExp(`${head}${windows} \\(${zone.replace('+', '\\+')}\\)${phase}${days}${bounds}`);
}

function wordsFor(said: string | undefined, read: (said: string) => readonly Word[]): readonly Word[] {
  return said === undefined ? [] : read(said);
}

/** How rules may be said, and how often and what is meant; the first that fits. */
const RULES: readonly (readonly [form: RegExp, read: (...parts: string[]) => readonly Word[]])[] = [
  [
    /^every (?:(\w+) )?(millisecond|second|minute|hour)s?(?: at minutes? (.*))?$/,
    (_, unit, minutes) => [[`${unit}s`], ...wordsFor(minutes, list => listed(list).map(each => ['at', Number(each)]))],
  ],
  [/^every (?:(\w+) )??(day|weekday|weekend)(?: day)?$/, (_, unit) => [[`${unit}s`]]],
  [/^every (?:(\w+) )?week on (.*)$/, (_, days = '') => [['weeks'], ['on', ...placesOf(days, DAYS)]]],
  [/^every (?:(\w+) )?month on (.*)$/, (_, days = '') => [['months'], ...choicesIn(days)]],
  [
    /^every (?:(\w+) )?year on (\d+) (\w+)(?: \((in leap years only|or .*)\))?$/,
    (_, day, month = '', missing) => [
      ['years'],
      ['in', ...placesOf(month, MONTHS)],
      ['on', Number(day), { ifMissing: missing === 'in leap years only' ? 'skip' : 'clamp' }],
    ],
  ],
  [
    /^every (?:(\w+) )?year on (.*) of ([A-Z][\w, ]*)$/,
    (_, days = '', months = '') => [['years'], ['in', ...placesOf(months, MONTHS)], ...choicesIn(days)],
  ],
];

function ruleWords(rule: string, every: string): readonly Word[] {
  for (const [form, read] of RULES) {
    const parts = form.exec(rule);
    if (parts !== null) return [[every, countOf(parts[1])], ...read(...parts.slice(1))];
  }
  throw new SyntaxError(`no rule: ${rule}`);
}

function countOf(nth = '1'): number {
  return ORDINALS.indexOf(nth) + 1 || Number.parseInt(nth, 10);
}

/** `the 1st, the 2nd to last day (or the first day of a shorter month) and the first Monday`. */
function choicesIn(days: string): readonly Word[] {
  return days.split(/(?:,| and) (?=the )/).map(choiceIn);
}

function choiceIn(text: string): Word {
  const ifMissing = text.endsWith('(where there is one)') ? 'skip' : 'clamp';
  const choice = text.replace(/ \(.*\)$/, '');
  if (choice === 'the last day') return ['onTheLastDay'];
  const [, which, day] = /^the (first|second|third|fourth|fifth|last) (\w+)$/.exec(choice) ?? [];
  if (which !== undefined && day !== undefined) {
    const word = `onThe${which.charAt(0).toUpperCase()}${which.slice(1)}`;
    if (day === 'weekday') return [`${word}Weekday`];
    return [word, ...placesOf(day, DAYS), ...(which === 'fifth' ? [{ ifMissing }] : [])];
  }
  const number = Number.parseInt(choice.replace('the ', ''), 10);
  return ['on', choice.endsWith('to last day') ? -number : number, { ifMissing }];
}

function windowWords(word: string, windows: string): readonly Word[] {
  return (windows.match(new RegExp(`${CLOCK} and ${CLOCK}`, 'g')) ?? []).map(edges => [word, ...numbersIn(edges)]);
}

function numbersIn(text: string): readonly number[] {
  return (text.match(/\d+/g) ?? []).map(Number);
}

/** `25 October 2026 at 02:00 +01:00` as ISO 8601 has it. */
function isoOf(moment: string): string {
  const [date = '', time = '00:00'] = moment.split(' at ');
  return `${isoDate(date)}T${time.replace(' ', '')}`;
}

function isoDate(text: string): string {
  const [day = '', month = '', year = ''] = text.split(' ');
  return [year.padStart(4, '0'), String(MONTHS.indexOf(month) + 1).padStart(2, '0'), day.padStart(2, '0')].join('-');
}
