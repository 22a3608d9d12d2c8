import type { Beat } from '../store.js';
import type { DatabaseRow } from './database.js';
import { releaseIn } from './lives.js';
import { cancelSaid, knownSchedule, listOf } from './sql-rows.js';

/** What the statement of a beat says. */
export function beatOf(row: DatabaseRow): Beat {
  return {
    databaseMs: Number(row['ms']),
    isKnown: row['known'] === true,
    horizon: String(row['horizon']),
    changed: listOf(row['changed']).map(knownSchedule),
    releases: listOf(row['releases']).map(releaseIn),
    cancels: listOf(row['cancels']).map(one => ({ id: String(one['id']), ...cancelSaid(one['said']) })),
    active: listOf(row['active']).map(one => ({
      queue: String(one['queue']),
      id: String(one['id']),
      attempt: Number(one['attempt']),
      beat: String(one['beat']),
    })),
  };
}
