import type { PoolConfig } from 'pg';
import { FarmError } from '../farm-errors.js';

/** What is a pool's own affair, or how values are read: a session that only touches has no use for it. */
const NOT_NEEDED: readonly string[] = ['Client', 'Promise', 'log', 'onConnect', 'types', 'verify'];

/**
 * A connection as the thread that touches is given it: by a copy. A password that is a function is left out, since it can
 * only be asked for here.
 *
 * @throws FarmError for what can't be copied
 */
export function threadConnection(options: PoolConfig): PoolConfig {
  const needed = Object.entries(options).filter(([name, value]) => {
    return !NOT_NEEDED.includes(name) && !(name === 'password' && typeof value === 'function');
  });
  const [uncopied] = needed.find(([, value]) => !isCopied(value)) ?? [];
  if (uncopied === undefined) return Object.fromEntries(needed);
  const why = 'which the thread that touches what runs can not be given';
  throw new FarmError(
    `${uncopied} of the connection of pgBoss(…) is or holds a function, or the like, ${why}: say it in plain values, or connect to a proxy that does it`,
  );
}

function isCopied(value: unknown): boolean {
  try {
    structuredClone(value);
    return true;
  } catch {
    return false;
  }
}
