export { type InstantInput, VirtualClock } from './virtual-clock.js';
