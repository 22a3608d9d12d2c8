import { exportedFarm } from '../load/exported-farm.js';
import type { Diagnosis, Patient } from './check.js';

/** What a farm says of its database; nothing where the module exports none. */
export async function checkFarm({ jobs }: Patient): Promise<readonly Diagnosis[]> {
  return (await exportedFarm(jobs.exports)?.check()) ?? [];
}
