import { eventsOf, simulate } from './run.js';

// `SEED=… EVENTS=… npm run simulate`, or `npm run simulate -- SEED EVENTS`. A seed that fails replays its world exactly.

const LONG_RUN = 20_000_000;
const PROGRESS_EVERY = 1_000_000;

const seed = wholeNumber('SEED', process.argv[2], 1);
const events = wholeNumber('EVENTS', process.argv[3], LONG_RUN);
const beganAt = performance.now();
let nextReport = PROGRESS_EVERY;

try {
  const tally = await simulate(seed, events, soFar => {
    if (eventsOf(soFar) < nextReport) return;
    nextReport += PROGRESS_EVERY;
    console.log(`${eventsOf(soFar)} events in ${soFar.worlds} worlds, ${seconds()} s`);
  });
  console.log(`${eventsOf(tally)} events, no invariant broken, in ${seconds()} s:`, tally);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

function wholeNumber(name: string, argument: string | undefined, otherwise: number): number {
  const text = argument ?? process.env[name];
  const value = text === undefined ? otherwise : Number(text);
  if (Number.isInteger(value) && value >= 0) return value;
  throw new RangeError(`${name} must be a whole number, not '${text}'`);
}

function seconds(): number {
  return Math.round((performance.now() - beganAt) / 1000);
}
