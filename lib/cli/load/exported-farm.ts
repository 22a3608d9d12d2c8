import type { Diagnosis } from '../doctor/check.js';
import type { Core } from './carillon-copy.js';
import type { Exports } from './registry-of.js';

/** What is asked of a farm that a module exports beside its registry. */
export interface ExportedFarm {
  check(): Promise<readonly Diagnosis[]>;
  readonly remarks: NonNullable<Parameters<Core['lint']>[2]>['remarks'];
}

/** Whatever a module exports as its farm; `undefined` of none. */
export function saidFarm({ farm }: Exports): unknown {
  return farm ?? undefined;
}

/** The farm that a module exports, by what it can do, since the module may use another copy of this package. */
export function exportedFarm({ farm }: Exports): ExportedFarm | undefined {
  return isFarm(farm) ? farm : undefined;
}

function isFarm(farm: unknown): farm is ExportedFarm {
  const { check, remarks } = (farm ?? {}) as Partial<ExportedFarm>;
  return typeof check === 'function' && typeof remarks === 'function';
}
