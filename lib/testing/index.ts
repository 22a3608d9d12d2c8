export type { BusiestMinute, GreatestOverlap } from './load.js';
export { type Simulation, type SimulationOptions, simulate } from './simulate.js';
export type { PerOccurrence, Supposed } from './stand-in.js';
export { VirtualClock } from './virtual-clock.js';
