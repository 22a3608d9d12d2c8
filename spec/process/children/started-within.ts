import { Registry, Scheduler } from '../../../lib/index.js';
import { awake, say } from './work.js';

/**
 * A process whose scheduler is started by a piece of its own background work, which goes on for a while when the process
 * is asked to stop. With `application`, that work listens to the signal first, so that Node hears it in its context.
 */
const scheduler = new Scheduler(new Registry(), { stop: { drain: 5000, cancel: 1000 } });
void scheduler.background.run(main, { label: 'main' });

async function main(): Promise<void> {
  if (process.argv[2] === 'application') process.on('SIGTERM', () => say('application heard it'));
  scheduler.start();
  const stopping = new Promise(resolve => scheduler.on('stopping', resolve));
  const hold = setInterval(() => {}, 60_000);
  say('ready');
  await stopping;
  await awake(400);
  say('main ended');
  clearInterval(hold);
  if (process.argv[2] === 'application') process.exit(7);
}
