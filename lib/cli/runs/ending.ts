import { EXIT, type ExitStatus } from '../exit-status.js';
import { lengthText } from '../text/length.js';
import type { RunRecord } from './run-here.js';

/** How a run ended, in words without the name of its job: `failed after 3 attempts`, `was skipped: it is paused`. */
export function endingText({ outcome, attempts, duration }: RunRecord, isTimed = false): string {
  const tries = attempts > 1 ? ` after ${attempts} attempts` : '';
  const took = isTimed && duration !== undefined ? ` after ${lengthText(duration.toMillis())}` : '';
  switch (outcome.kind) {
    case 'succeeded':
      return `succeeded${tries === '' ? took : `${tries}${took.replace(' after', ',')}`}`;
    case 'failed':
      return `failed${tries === '' ? took : tries}`;
    case 'timedOut':
      return `timed out${took}`;
    case 'cancelled':
      return `was cancelled: ${outcome.error.reason}`;
    case 'abandoned':
      return 'was abandoned, and may still go on';
    case 'lost':
      return `was lost: ${outcome.detail}`;
    case 'skipped':
      return `was skipped: ${outcome.detail}`;
    case 'missed':
      return outcome.count === 1 ? 'was missed' : `missed ${outcome.count} occurrences`;
  }
}

/** The status with which `run` exits. */
export function statusOf({ outcome }: RunRecord): ExitStatus {
  switch (outcome.kind) {
    case 'succeeded':
      return EXIT.ok;
    case 'failed':
    case 'cancelled':
    case 'abandoned':
    case 'lost':
      return EXIT.failed;
    case 'timedOut':
      return EXIT.timedOut;
    case 'skipped':
    case 'missed':
      return EXIT.conflict;
  }
}
