import { lengthText } from './length-text.js';
import type { SubjectRecord } from './subject.js';

/** How a run ended, in words: `failed after 33 s`. */
export function resultText({ outcome, durationMs }: Partial<SubjectRecord> & Pick<SubjectRecord, 'outcome'>): string {
  return `${WORDS[outcome.kind]}${durationMs === undefined ? '' : ` after ${lengthText(durationMs)}`}`;
}

const WORDS: Readonly<Record<SubjectRecord['outcome']['kind'], string>> = {
  succeeded: 'succeeded',
  failed: 'failed',
  timedOut: 'timed out',
  cancelled: 'cancelled',
  abandoned: 'given up',
  skipped: 'skipped',
  missed: 'missed',
  lost: 'lost: nobody knows how it ended',
};
