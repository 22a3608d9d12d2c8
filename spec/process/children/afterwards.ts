import { Registry, Scheduler } from '../../../lib/index.js';
import { aborted, awake, say } from './work.js';

/**
 * A process whose job ends when it is asked to stop. What is done after it, by the argument, takes a while: a hook after
 * every run or after a failed one, or a listener of the run's end or of the stop.
 */
const [how] = process.argv.slice(2);
const registry = new Registry();
const words = registry.schedule(job).toRunNow();
if (how === 'after') words.after(() => awhile());
if (how === 'onFailure') words.onFailure(() => awhile());
const scheduler = new Scheduler(registry, { stop: { drain: 5000, cancel: 500 } }).start();
scheduler.on('started', () => say('ready'));
if (how === 'succeeded') scheduler.on('succeeded', () => awhile());
if (how === 'stopped') scheduler.on('stopped', () => awhile());
if (how === 'never') scheduler.on('stopped', () => new Promise<void>(() => setInterval(() => {}, 60_000)));

async function job({ stopping }: { readonly stopping: AbortSignal }): Promise<void> {
  await aborted(stopping);
  say('job ended');
  if (how === 'onFailure') throw new Error('failed');
}

async function awhile(): Promise<void> {
  await awake(400);
  say(`${how} is done`);
}
