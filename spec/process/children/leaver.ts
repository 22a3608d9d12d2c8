import { Registry, Scheduler } from '../../../lib/index.js';
import { JOBS, say } from './work.js';

/**
 * A process that nothing should keep alive: its scheduler has stopped, idle or with a run that it had to abandon, or
 * was told not to (`unref`). With `stay` something else keeps it.
 */
const [how, stay] = process.argv.slice(2);
const registry = new Registry();
registry.schedule(JOBS.idle).toRunEvery(1).days();
if (how === 'abandoned')
  registry
    .schedule(() => new Promise(() => {}))
    .withName('stubborn')
    .toRunNow();

const scheduler = new Scheduler(registry, { keepAlive: how !== 'unref', handleSignals: how !== 'unref' }).start();
if (how === 'abandoned') await new Promise(resolve => scheduler.on('started', resolve));
if (how !== 'unref') await scheduler.stop({ drain: 0, cancel: 0 });

const watched = ['SIGTERM', 'SIGINT', 'SIGHUP', 'message'];
say(`${watched.map(event => process.listenerCount(event)).join(' ')} listeners`);
if (stay === 'stay') setInterval(() => {}, 60_000);
say('ready');
