import type { Problem, ProblemCode } from '../console/findings.js';

/** What Carillon looks for, as a reader of the page is told it when there is none. */
const LOOKED_FOR: readonly (readonly [ProblemCode, string])[] = [
  ['failing', 'no job that fails again and again'],
  ['slower', 'no job that takes much longer than it did'],
  ['overlap', 'no job that is often still running when it is due'],
  ['due', 'no job that is due and not started'],
  ['neverFires', 'no schedule that never fires'],
  ['unknownZone', 'no zone that is unknown'],
  ['gap', 'no clock change within 14 days that a job meets'],
  ['clockJumped', 'no clock that jumped'],
  ['loopBlocked', 'no loop blocked for more than 250 ms in the last half hour'],
];

/** What was looked for and not found, in a sentence. */
export function nothingElse(problems: readonly Problem[]): string {
  const found = new Set(problems.map(({ code }) => code));
  const missing = LOOKED_FOR.filter(([code]) => !found.has(code)).map(([, text]) => text);
  return `Nothing ${problems.length === 0 ? 'is wrong' : 'else'}: ${missing.join(', ')}.`;
}
