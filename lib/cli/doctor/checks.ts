import type { Check } from './check.js';
import { checkFarm } from './check-farm.js';
import { checkNode, checkPid, checkPm2, checkSignals, checkZone } from './check-host.js';
import { checkClocks, checkSchedules } from './check-jobs.js';

/** All that the doctor looks at, in the order in which it is told. */
export const CHECKS: readonly Check[] = [
  checkNode,
  checkZone,
  checkClocks,
  checkPid,
  checkSignals,
  checkPm2,
  checkFarm,
  checkSchedules,
];
