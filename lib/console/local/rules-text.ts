import { lengthText } from './length-text.js';
import type { SubjectRules } from './subject.js';

/** The rules of a job in English, one a sentence. */
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
}: SubjectRules): readonly string[] {
  return [
    OVERLAP[overlap],
    ...(group === undefined ? [] : [`never beside another job of the group ${group}`]),
    ...(timeoutMs === undefined ? [] : [`aborted after ${lengthText(timeoutMs)}`]),
    ...(abandonAfterMs === undefined ? [] : [`given up ${lengthText(abandonAfterMs)} after it was aborted`]),
    ...(retry === undefined ? [] : [retryText(retry)]),
    missedText(missed),
    ...(jitterMs === 0 ? [] : [`starts up to ${lengthText(jitterMs)} later, by chance`]),
    ...(everyHost ? ['in a farm, each host runs it for itself'] : []),
    ...(delivery === 'atMostOnce' ? ['in a farm, a run whose host went away is lost, and not run again'] : []),
    ...(takesData ? ['its runs need data, which its schema checks'] : []),
  ];
}

const OVERLAP: Readonly<Record<SubjectRules['overlap'], string>> = {
  skip: 'while it runs, an occurrence is skipped',
  runAfter: 'while it runs, one occurrence waits and the later ones are skipped',
  cancelPrevious: 'an occurrence cancels the run before, and starts when that has ended',
  allow: 'may run beside itself',
};

function retryText({ attempts, delayMs, factor, attemptTimeoutMs }: NonNullable<SubjectRules['retry']>): string {
  const growing = factor === 1 ? '' : `, each time ${factor} times as long`;
  const within = attemptTimeoutMs === undefined ? '' : `, each within ${lengthText(attemptTimeoutMs)}`;
  return `${attempts} attempts, after ${lengthText(delayMs)}${growing}${within}`;
}

function missedText({ kind, max }: SubjectRules['missed']): string {
  switch (kind) {
    case 'runOnce':
      return 'of occurrences that were missed, the last is run';
    case 'skip':
      return 'occurrences that were missed are not made up for';
    case 'runAll':
      return `occurrences that were missed are run, ${max} at most`;
  }
}
