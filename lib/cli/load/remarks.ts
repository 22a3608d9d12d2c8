import { DAY_MS } from '../text/length.js';
import type { Core } from './carillon-copy.js';
import type { ExportedFarm } from './exported-farm.js';

/** How far ahead is looked: over the next clock change. */
export const AHEAD_MS = 183 * DAY_MS;

/** What may surprise in jobs from now on, in their farm where they have one. */
export function remarksOn(
  core: Core,
  jobs: Parameters<Core['lint']>[0],
  farm: ExportedFarm | undefined,
  nowMs: number,
): ReturnType<Core['lint']> {
  return core.lint(jobs, { from: nowMs, to: nowMs + AHEAD_MS }, farm);
}
