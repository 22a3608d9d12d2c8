import { EXIT, type ExitStatus } from '../exit-status.js';
import { lengthText } from '../text/length.js';
import type { ErrorView, Run } from './answers.js';

/** The kinds of runs that have not ended. */
const GOING_ON = ['running', 'waiting'];

/** Whether a run has ended. */
export function hasEnded({ kind }: Pick<Run, 'kind'>): boolean {
  return !GOING_ON.includes(kind);
}

/** What the error of a cancelled run says before the reason that was given. */
const CANCELLED = /^RunCancelledError: job '.*' was cancelled: /;

/** How a run ended, in words without the name of its job. */
export function endingWords({ kind, ms, detail, attempts, message }: Run): string {
  const took = ms === undefined ? '' : ` after ${lengthText(ms)}`;
  const why = detail === undefined ? '' : `: ${detail}`;
  switch (kind) {
    case 'succeeded':
      return `succeeded${took}`;
    case 'failed':
      return `failed${attempts > 1 ? ` after ${attempts} attempts` : took}`;
    case 'timedOut':
      return `timed out${took}`;
    case 'cancelled':
      return `was cancelled${why === '' && message !== undefined ? `: ${message.replace(CANCELLED, '')}` : why}`;
    default:
      return `was ${kind}${why}`;
  }
}

/** The status with which `trigger` exits. */
export function statusOfKind(kind: string): ExitStatus {
  if (kind === 'succeeded') return EXIT.ok;
  return kind === 'skipped' ? EXIT.conflict : EXIT.failed;
}

/** No more lines are told of an error. */
const MAX_LINES = 10;

/** An error, its causes and those that it gathers, a line each. */
export function errorLines(error: ErrorView | undefined, how = ''): readonly string[] {
  if (error === undefined) return [];
  const { name, message, cause, errors = [] } = error;
  const gathered = errors.flatMap(one => errorLines(one, `one of ${errors.length}: `));
  return [`${how}${name}: ${message}`, ...errorLines(cause, 'caused by '), ...gathered].slice(0, MAX_LINES);
}
