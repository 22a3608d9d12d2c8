// Three jobs are at work when the scheduler is stopped. One finishes in the time to drain, one heeds its signal in the
// time to cancel, one does neither. The stop takes no longer than it was given, and says what became of each.
import { setTimeout as wait } from 'node:timers/promises';
import { Registry, type RunContext, Scheduler } from 'carillon';

const registry = new Registry();
registry.schedule(prompt).toRunNow();
registry.schedule(patient).toRunNow();
registry.schedule(stubborn).toRunNow();

const scheduler = new Scheduler(registry);
scheduler.on('started', ({ jobName }) => console.log(`${jobName} started`));
scheduler.start();
await wait(100);

const { finished, cancelled, abandoned } = await scheduler.stop({ drain: 200, cancel: 200 });
console.log({ finished, cancelled, abandoned });

/** Works in small steps, and takes none after it was told that a stop has begun. */
async function prompt({ stopping }: RunContext): Promise<void> {
  while (!stopping.aborted) await wait(50);
}

/** Hands its signal on to what it waits for, as `fetch` and most of Node take one. */
async function patient({ signal }: RunContext): Promise<void> {
  await wait(60_000, undefined, { signal });
}

/** Listens to nobody. */
async function stubborn(): Promise<void> {
  await wait(1_000);
}

/* prints:
prompt started
patient started
stubborn started
{
  finished: [ 'prompt' ],
  cancelled: [ 'patient' ],
  abandoned: [ 'stubborn' ]
}
*/
