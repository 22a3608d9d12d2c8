import type { JobRules } from '../../index.js';
import { lengthText } from './length-text.js';

/** The rules of a job in English: what about, and what holds. */
export function rulesText({
  overlap,
  group,
  timeoutMs,
  abandonAfterMs,
  retry,
  missed,
  jitterMs,
  everyHost,
  delivery,
  takesData,
}: JobRules): readonly (readonly [about: string, rule: string])[] {
  return [
    ['When it overlaps', OVERLAP[overlap]],
    ['After sleep', missedText(missed)],
    ['Retries', retry === undefined ? 'none' : retryText(retry)],
    ['Timeout', timeoutMs === undefined ? 'none' : lengthText(timeoutMs)],
    ...said('Given up', abandonAfterMs !== undefined && `${lengthText(abandonAfterMs)} after it was aborted`),
    ['Group', group ?? 'none'],
    ...said('Spread', jitterMs > 0 && `starts up to ${lengthText(jitterMs)} later, by chance`),
    ...said('In a farm', everyHost && 'each host runs it for itself'),
    ...said('In a farm', delivery === 'atMostOnce' && 'if its host goes away in it, it is lost and not run again'),
    ...said('Data', takesData && 'its runs need some, which its schema checks'),
  ];
}

const OVERLAP: Readonly<Record<JobRules['overlap'], string>> = {
  skip: 'the later one is skipped',
  runAfter: 'the later one waits, further ones are skipped',
  cancelPrevious: 'the one before is cancelled',
  allow: 'both run',
};

/** A rule that most jobs don't have. */
function said(about: string, rule: string | false): readonly (readonly [string, string])[] {
  return rule === false ? [] : [[about, rule]];
}

function retryText({ attempts, delayMs, factor, attemptTimeoutMs }: NonNullable<JobRules['retry']>): string {
  const growing = factor === 1 ? '' : `, each time ${factor} times as long`;
  const within = attemptTimeoutMs === undefined ? '' : `, each within ${lengthText(attemptTimeoutMs)}`;
  return `${attempts} attempts, after ${lengthText(delayMs)}${growing}${within}`;
}

function missedText({ kind, max }: JobRules['missed']): string {
  switch (kind) {
    case 'runOnce':
      return 'the last one missed is run';
    case 'skip':
      return 'what was missed is not made up for';
    case 'runAll':
      return `what was missed is run, ${max} at most`;
  }
}
