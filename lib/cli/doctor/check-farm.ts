import type { Diagnosis, Patient } from './check.js';

/** What a farm says of its database; nothing where the module exports none. */
export async function checkFarm({ jobs }: Patient): Promise<readonly Diagnosis[]> {
  const { farm } = jobs.exports;
  return isChecked(farm) ? farm.check() : [];
}

interface Checked {
  check(): Promise<readonly Diagnosis[]>;
}

/** By what it can do, since the module may use another copy of this package. */
function isChecked(farm: unknown): farm is Checked {
  return typeof farm === 'object' && farm !== null && 'check' in farm && typeof farm.check === 'function';
}
