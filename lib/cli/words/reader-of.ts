import { looksLikeWords } from './read-words.js';
import { scheduleOfCron, scheduleOfWords } from './speak.js';

/** How a text is read as a schedule; `undefined` of what looks like a name. */
export function readerOf(text: string): typeof scheduleOfCron | undefined {
  if (CRON_OF_SOME_KIND.test(text)) return scheduleOfCron;
  if (looksLikeWords(text)) return scheduleOfWords;
  const fields = text.split(/\s+/);
  // Another tool may know fields that nobody else does, or a command behind them. Of fewer, a star says what is meant.
  const isMeant = fields.length >= 5 ? fields.filter(isCronField).length >= 3 : fields.some(isStar);
  return isMeant ? scheduleOfCron : undefined;
}

/** Nobody calls a job like that, so that no registry is needed to tell that it makes no sense. */
export function isUnmistakable(text: string): boolean {
  const fields = text.split(/\s+/);
  return /\bto[A-Z]\w*\(/.test(text) || (fields.length >= 5 && fields.length <= 7 && fields.every(isCronField));
}

/** What other tools take for a schedule, and macros: the core says of each what it is. */
const CRON_OF_SOME_KIND = /^(?:@|(?:CRON_)?TZ=|(?:rate|cron)\(|every )/i;

function isCronField(field: string): boolean {
  return /^[\d*?]/.test(field) || /^(?:[A-Za-z]{3}|L|W)(?:[-,/#LW\d]|$)/.test(field);
}

function isStar(field: string): boolean {
  return /^\*(?:\/\d+)?$/.test(field);
}
