// @ts-check
/** Carillon as it was built in the root of the project; its public surface and nothing else of it. */
export { DayOfWeek, Month, Registry, Schedule, Scheduler } from '../../dist/lib/index.js';
