import { exportedFarm } from '../load/exported-farm.js';
import type { Diagnosis, Patient } from './check.js';

/** What a farm says of its database; nothing where the module exports none. */
export async function checkFarm({ jobs }: Patient): Promise<readonly Diagnosis[]> {
  const { farm } = jobs.exports;
  const asked = exportedFarm(jobs.exports);
  if (asked !== undefined) return await asked.check();
  if (farm === undefined || farm === null || isEngine(farm)) return [];
  const text = `what ${jobs.file} exports as farm is none`;
  const remedy = "export what pgBoss(databaseUrl, { name: 'shop' }) of carillon/farm gives";
  return [{ verdict: 'failed', label: 'farm', text, remedy }];
}

/** Whether it is a farm of somebody's own, of which nothing can be asked here. */
function isEngine(farm: unknown): boolean {
  return typeof farm === 'object' && farm !== null && typeof Reflect.get(farm, 'attach') === 'function';
}
