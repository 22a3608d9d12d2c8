import type { SqlParts } from './opening.js';

/**
 * Drops what a rebuild of an index that was cut short has left behind: nobody reads it, and each write pays for it. What
 * is being built is left alone. One that somebody's transaction is in the way of is dropped another time.
 */
export async function dropHalfMade({ boss, db }: Pick<SqlParts, 'boss' | 'db'>): Promise<void> {
  for (const command of await boss.getReindexCommands({ force: true })) {
    if (command.startsWith('DROP INDEX CONCURRENTLY')) await db.query(command).catch(() => {});
  }
}
