import { Registry, Scheduler } from '../../../lib/index.js';
import { awake, say } from './work.js';

/** A forked process with a job that runs once. What else it does about its parent's messages is its argument. */
const registry = new Registry();
registry
  .schedule(() => say('job ran'))
  .withName('once')
  .toRunOnceIn(50)
  .milliseconds();

const ofNode = process.listenerCount('newListener');
const [how] = process.argv.slice(2);
if (how === 'listens') process.on('message', hear);
if (how === 'has-parted') process.disconnect();
const scheduler = new Scheduler(registry).start();
say('ready');

if (how === 'listens-later') {
  await awake(400);
  process.on('message', hear);
}
if (how === 'stops-and-listens-later') {
  await awake(400);
  await scheduler.stop();
  process.once('message', hear);
  await awake(20);
  say(`${process.listenerCount('message')} and ${process.listenerCount('newListener') - ofNode} listeners`);
}
if (how === 'refers') process.channel?.ref();

function hear(message: unknown): void {
  say(`application got ${message}`);
  if (message === 'leave') process.removeListener('message', hear);
}
