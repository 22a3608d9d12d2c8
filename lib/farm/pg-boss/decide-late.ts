import { dueQueue } from '../identity.js';
import type { LateDecision, LateSchedule } from '../watermark.js';
import type { Queryable } from './database.js';
import type { Statements } from './statements.js';

/** What is decided of a schedule, and written. */
export interface LateWork {
  decide(schedule: LateSchedule): LateDecision | undefined;
  write(decision: LateDecision): Promise<unknown>;
}

/**
 * Decides under the lock of the schedule's row, by the database's clock, and moves the watermark.
 *
 * @returns up to where all is decided; `undefined` of a schedule that is not there
 */
export async function decideLateIn(
  tx: Queryable,
  sql: Statements,
  farm: string,
  name: string,
  { decide, write }: LateWork,
): Promise<number | undefined> {
  const [row] = await tx.query(sql.lockSchedule, [farm, name]);
  if (row === undefined) return undefined;
  const watermarkMs = Number(row['watermark'] ?? 0);
  const planned = await tx.query(sql.planned, [dueQueue(farm), name, watermarkMs]);
  const nowMs = Math.floor(Number(row['ms']));
  const decision = decide({ watermarkMs, planned: new Set(planned.map(one => Number(one['at']))), nowMs });
  if (decision === undefined) return watermarkMs;
  await write(decision);
  await tx.query(sql.raise, [farm, [name], [decision.upTo]]);
  return decision.upTo;
}
