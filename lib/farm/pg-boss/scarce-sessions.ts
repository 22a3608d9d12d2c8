import type { Pool, PoolClient } from 'pg';
import { systemClock } from '../../kit.js';
import { LastingProblems } from '../lasting-problems.js';
import type { FarmHappening } from '../seam.js';
import { codeOf, NONE_LEFT } from './database-error.js';

/**
 * Gives sessions of a pool. Where the server has fewer for this host than it may have, it gets by with those that it has:
 * whoever needs one waits for it, and the problem is told while that lasts. Without any the database is away.
 */
export function scarceSessions(pool: Pool, tell: (event: FarmHappening) => void): () => Promise<PoolClient> {
  const { max } = pool.options;
  const problems = new LastingProblems(tell);
  const see = (texts: readonly string[]) => problems.see('sessions', texts, systemClock.monotonic());
  /** Without those that are still being made, which the pool counts, too. */
  const made = new Set<PoolClient>();
  let fewer = max;
  pool.on('connect', client => {
    made.add(client);
    if (made.size > fewer) see([]);
  });
  pool.on('remove', client => {
    made.delete(client);
    // In its place another may be had.
    pool.options.max = max;
  });

  return async () => {
    if (made.size === 0) pool.options.max = max;
    try {
      return await pool.connect();
    } catch (error) {
      if (codeOf(error) !== NONE_LEFT || pool.totalCount === 0 || max === 1) throw error;
      fewer = Math.min(pool.totalCount, max - 1);
      pool.options.max = fewer;
      see([`the server allows this host fewer than the ${max + 1} connections of { max: ${max + 1} }: ${REMEDY}`]);
      return pool.connect();
    }
  };
}

const REMEDY = 'let it, or the limit of the role, allow more, or say a smaller max';
