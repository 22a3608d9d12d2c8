import { Actor } from './actor.js';
import { World } from './world.js';

/** How many acts a world lives through. */
const ACTS = 60;

/** What has happened in worlds. */
export interface Tally {
  acts: number;
  rings: number;
  starts: number;
  outcomes: number;
  worlds: number;
}

/** How many events there were: whatever happened that may break an invariant. */
export function eventsOf({ acts, rings, starts, outcomes }: Tally): number {
  return acts + rings + starts + outcomes;
}

/** Lets worlds live, one after the other, until there were so many events. @throws Error for the first that breaks an invariant. */
export async function simulate(firstSeed: number, events: number, progress?: (tally: Tally) => void): Promise<Tally> {
  const tally: Tally = { acts: 0, rings: 0, starts: 0, outcomes: 0, worlds: 0 };
  for (let seed = firstSeed; eventsOf(tally) < events; seed += 1) {
    await live(seed, tally);
    progress?.(tally);
  }
  return tally;
}

/** Lets one world live. @throws Error with the last that happened in it if it breaks an invariant. */
export async function live(seed: number, tally: Tally): Promise<void> {
  const world = new World(seed);
  const actor = new Actor(world);
  const eventsBefore = eventsOf(tally);
  const onUnhandled = (error: unknown) => world.object(`an unhandled rejection: ${String(error)}`);
  process.on('unhandledRejection', onUnhandled);
  const { watch } = world;
  let seen = { watch, starts: 0, outcomes: 0 };
  try {
    for (let act = 0; act < ACTS && world.objections.length === 0; act += 1) {
      await actor.act();
      tally.acts += 1;
      count();
    }
    if (world.objections.length === 0) await actor.finish();
  } catch (error) {
    world.object(`threw ${error instanceof Error ? error.stack : String(error)}`);
  } finally {
    process.off('unhandledRejection', onUnhandled);
  }
  count();
  tally.rings += world.clock.rings;
  tally.worlds += 1;
  if (world.objections.length > 0) {
    throw new Error(
      [
        `SEED=${seed}: ${world.objections[0]}`,
        `(in world ${tally.worlds}, after ${eventsOf(tally)} events, ${eventsOf(tally) - eventsBefore} of them in this world;`,
        `\`SEED=${seed} EVENTS=1 npm run simulate\` replays it)`,
        ...world.trail.slice(-Number(process.env['TRAIL'] ?? 60)),
      ].join('\n'),
    );
  }

  function count(): void {
    const { watch: now } = world;
    if (now !== seen.watch) seen = { watch: now, starts: 0, outcomes: 0 };
    tally.starts += now.starts - seen.starts;
    tally.outcomes += now.outcomes - seen.outcomes;
    seen = { watch: now, starts: now.starts, outcomes: now.outcomes };
  }
}
