import { harmless } from '../../harmless.js';
import { nearest } from '../../nearest.js';
import { Complaint } from '../complaint.js';
import type { Core } from '../load/carillon-copy.js';
import type { Definition } from '../load/jobs.js';
import { readWords, type SpokenWord } from './read-words.js';

/** The words of the grammar that take plain values. No other method is ever called, whatever is typed. */
export const PLAIN_WORDS: readonly string[] = [
  ...['toRunNow', 'toRunEvery', 'toRunOnceIn', 'toRunOnceAt', 'toRunCron', 'andEvery', 'delayFor', 'afterCompletion'],
  ...['milliseconds', 'seconds', 'minutes', 'hours', 'days', 'weekdays', 'weekends', 'weeks', 'months', 'years'],
  ...['at', 'on', 'in', 'onTheFirst', 'onTheSecond', 'onTheThird', 'onTheFourth', 'onTheFifth', 'onTheLast'],
  ...['onTheLastDay', 'onTheFirstWeekday', 'onTheLastWeekday', 'weekdaysOnly'],
  ...[
    'between',
    'unlessBetween',
    'except',
    'onlyOn',
    'exceptOn',
    'skippingDays',
    'startingAt',
    'until',
    'times',
    'withJitter',
  ],
  ...['withName', 'inZone', 'nonReentrant', 'reentrant', 'whenOverlapping', 'withTimeout', 'abandonAfter'],
  ...[
    'withRetry',
    'inGroup',
    'whenMissed',
    'whenAsked',
    'onEveryHost',
    'atLeastOnce',
    'atMostOnce',
    'describedAs',
    'tagged',
  ],
];

/** The words that take a function or a job, which only code can give. */
export const CODE_WORDS: readonly string[] = [
  'andThen',
  'when',
  'skip',
  'before',
  'after',
  'onSuccess',
  'onFailure',
  'taking',
];

/** The name that words get which say none. It shows in no output. */
const UNNAMED = 'this schedule';
const NAMED = new RegExp(`(?:job )?'?${UNNAMED}'?(?: \\([^)]*:\\d+\\))?(: )?`);

/** A schedule of words that were typed. @throws Complaint for what makes no sense */
export function scheduleOfWords(core: Core, text: string, zone: string): Definition['schedule'] {
  const words = readWords(text, { DayOfWeek: core.DayOfWeek, Month: core.Month }, checkWord);
  return scheduleOf(core, words, zone);
}

/** A schedule of cron text. @throws Complaint for what can't be read */
export function scheduleOfCron(core: Core, text: string, zone: string): Definition['schedule'] {
  return scheduleOf(core, [{ name: 'toRunCron', args: [text] }], zone);
}

function scheduleOf(core: Core, words: readonly SpokenWord[], zone: string): Definition['schedule'] {
  try {
    const registry = new core.Registry({ zone });
    let clause: object = registry.schedule(() => {});
    if (!words.some(({ name }) => name === 'withName')) clause = say(clause, { name: 'withName', args: [UNNAMED] });
    for (const word of words) clause = say(clause, word);
    return registry.compile()[0] as Definition['schedule'];
  } catch (error) {
    if (error instanceof Complaint || !(error instanceof Error && 'code' in error)) throw error;
    throw new Complaint(withoutName(error.message), { code: 'failed', cause: error });
  }
}

/** The name that words got here, and the place of their declaration, are not what their author knows them by. */
function withoutName(message: string): string {
  return message.replace(NAMED, (_, colon: string | undefined) => (colon === undefined ? UNNAMED : ''));
}

function say(clause: object, { name, args }: SpokenWord): object {
  const word: unknown = Reflect.get(clause, name);
  if (typeof word === 'function') return Reflect.apply(word, clause, args) as object;
  throw new Complaint(`there is no word '${name}' here`, { code: 'failed' });
}

function checkWord(name: string): void {
  if (PLAIN_WORDS.includes(name)) return;
  if (CODE_WORDS.includes(name))
    throw new Complaint(`${name}(…) takes code, which can't be said here`, { code: 'failed', remedy: 'leave it out' });
  const meant = nearest(name, PLAIN_WORDS);
  const remedy = meant === undefined ? `the words are ${PLAIN_WORDS.join(', ')}` : `did you mean '${meant}'?`;
  throw new Complaint(`there is no word '${harmless(name)}'`, { code: 'failed', remedy });
}
