import type { Outcome } from './outcome.js';

/** The error that an outcome carries. */
export function errorOf(outcome: Outcome): unknown {
  switch (outcome.kind) {
    case 'failed':
    case 'timedOut':
    case 'cancelled':
    case 'abandoned':
      return outcome.error;
    case 'succeeded':
    case 'skipped':
    case 'missed':
    case 'lost':
      return undefined;
  }
}
