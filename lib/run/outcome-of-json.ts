import type { DateTime } from 'luxon';
import { RunCancelledError, RunTimeoutError } from '../errors.js';
import type { ErrorJson, Outcome, OutcomeJson } from '../job/outcome.js';
import { dateTimeIn, instantMs } from '../time/instant.js';
import { zoneOf } from '../time/zone.js';

/** The outcome that plain data tells of: of a run on another host, whose errors and values were made plain there. */
export function outcomeOf(json: OutcomeJson): Outcome {
  switch (json.kind) {
    case 'succeeded':
      return { kind: 'succeeded', value: json.value };
    case 'failed':
      return { kind: 'failed', error: errorOf(json.error) };
    case 'timedOut': {
      const error = Object.assign(new RunTimeoutError('', 0), { message: json.error?.message ?? '' });
      return { kind: 'timedOut', error, thrown: json.thrown && errorOf(json.thrown) };
    }
    case 'cancelled':
      return { kind: 'cancelled', error: cancelledOf(json), thrown: json.thrown && errorOf(json.thrown) };
    case 'abandoned':
      return { kind: 'abandoned', error: cancelledOf(json) };
    case 'skipped': {
      const { reason = 'overlap', detail = '', count, first, last } = json;
      return {
        ...{ kind: 'skipped', reason, detail },
        ...(count !== undefined && { count }),
        ...(first !== undefined && { first: instantOf(first) }),
        ...(last !== undefined && { last: instantOf(last) }),
      };
    }
    case 'lost':
      return { kind: 'lost', detail: json.detail ?? '' };
    case 'missed': {
      const [first, last] = [instantOf(json.first), instantOf(json.last)];
      return {
        kind: 'missed',
        count: json.count ?? 1,
        ...(json.atLeast && { atLeast: json.atLeast }),
        first,
        last,
        into: json.into,
      };
    }
  }
}

function instantOf(text = ''): DateTime {
  const utc = zoneOf('UTC');
  return dateTimeIn(utc, instantMs(text, utc, 'an instant of a record'));
}

/** What was taken back before it began has a reason, and no error. */
function cancelledOf({ error, detail = '', by }: OutcomeJson): RunCancelledError {
  return Object.assign(new RunCancelledError('', detail, by), { message: error?.message ?? detail });
}

/** An error with the name, the code, the causes and what it gathers of the one that was thrown there. */
function errorOf(json: ErrorJson | undefined): Error {
  if (json === undefined) return new Error('');
  const { name, code, message, frames = [], cause, errors } = json;
  const error = new Error(message, cause === undefined ? undefined : { cause: errorOf(cause) });
  const stack = [`${name}: ${message}`, ...frames.map(frame => `    ${frame}`)].join('\n');
  const own = { name, stack, ...(code !== undefined && { code }), ...(errors && { errors: errors.map(errorOf) }) };
  return Object.assign(error, own);
}
