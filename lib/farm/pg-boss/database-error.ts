import { FarmDirectoryError, FarmMovedError, FarmRefusedError } from '../farm-errors.js';

/** What an error of the database means for the farm: it is away and will come back, it refuses for good, or neither. */
export type Trouble = 'away' | 'refused' | 'other';

/** The code of a server that has no connection left, for this role or at all. */
export const NONE_LEFT = '53300';

/** The code of a statement that has waited too long for a lock. */
export const LOCKED = '55P03';

const REFUSALS = [FarmRefusedError, FarmMovedError, FarmDirectoryError];
const AWAY_SYSTEM = /^(ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EPIPE|EHOSTUNREACH|ENETUNREACH|ENOENT)$/;
/** Connections, a lack of them, of disk or memory, shutdowns, read-only servers, a server that starts, and timeouts of ours. */
const AWAY_STATE = /^(08...|53[1-3]00|57P0[1-5]|25006|25P0[34]|57014|55P03|40P01|40001)$/;
const REFUSED_STATE = /^(28...|3D000|42501|3F000|42P01)$/;
const AWAY_TEXT =
  /connection (terminated|timeout|timed out)|query read timeout|timeout (exceeded|expired)|server closed the connection|not queryable|after calling end on the pool/i;

/** Says what an error that a statement or a connection ended with means. */
export function troubleOf(error: unknown): Trouble {
  if (REFUSALS.some(refusal => error instanceof refusal)) return 'refused';
  const code = codeOf(error);
  if (REFUSED_STATE.test(code)) return 'refused';
  if (AWAY_STATE.test(code) || AWAY_SYSTEM.test(code)) return 'away';
  if (error instanceof AggregateError) return error.errors.some(one => troubleOf(one) === 'away') ? 'away' : 'other';
  return error instanceof Error && AWAY_TEXT.test(error.message) ? 'away' : 'other';
}

/** By which a server says that it has done nothing. */
const UNDONE_STATE = /^(53[1-3]00|57P0[3-5]|25006|25P0[34]|57014|55P03|40P01|40001)$/;

/**
 * Whether a statement that ended with this may have been done all the same: it had been sent when the connection broke, or
 * was given up. Of one for which there was no connection that is certain.
 */
export function isInDoubt(error: unknown): boolean {
  if (troubleOf(error) !== 'away' || UNDONE_STATE.test(codeOf(error))) return false;
  if (error instanceof AggregateError) return error.errors.some(isInDoubt);
  const { syscall, message } = error as { readonly syscall?: unknown; readonly message?: string };
  return (
    syscall !== 'connect' &&
    syscall !== 'getaddrinfo' &&
    !/when trying to connect|connection timeout|after calling end on the pool/.test(message ?? '')
  );
}

/** What to do where the server refuses for good, by its reasons. */
const REMEDIES: readonly (readonly [RegExp, string])[] = [
  [/^28/, 'look at the user and the password of the connection'],
  [/^3D000$/, 'create it, or name another in the connection'],
  [
    /^42501$/,
    "let a role that may run the statements of farm.sql('the role of this host'), and say { migrate: false }",
  ],
  [/^(3F000|42P01)$/, 'somebody has dropped the schemas of this farm: start this host again, which makes them'],
];

/** The error as a host tells it: of one that the server refuses for good with, what to do about it. */
export function explained(error: unknown): unknown {
  const remedy = REMEDIES.find(([codes]) => codes.test(codeOf(error)))?.[1];
  if (remedy === undefined || !(error instanceof Error)) return error;
  return new FarmRefusedError(`${error.message}: ${remedy}`, { cause: error });
}

/** A session that answered with this is closed and never used again: the server behind it is going, or became a standby. */
export function endsSession(error: unknown): boolean {
  const code = codeOf(error);
  return (
    /^(25006|25P0[34]|57P0[1-3]|08...)$/.test(code) ||
    AWAY_SYSTEM.test(code) ||
    (code === '' && troubleOf(error) === 'away')
  );
}

/** The SQLSTATE or system code of an error, or no text. */
export function codeOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : '';
}
