import { processShutdown } from '../../../lib/host/shutdown-coordinator.js';
import { say } from './work.js';

/** A process whose only participant has left: it ends by itself unless it is told to `stay`. */
const unregister = processShutdown.register({
  label: 'scheduler',
  pending: () => [],
  stop: async () => ({ abandoned: [] }),
  cancelNow: () => {},
});
unregister();

const watched = ['SIGTERM', 'SIGINT', 'SIGHUP', 'message'];
say(`${watched.map(event => process.listenerCount(event)).join(' ')} listeners`);
if (process.argv.includes('stay')) setInterval(() => {}, 60_000);
say('ready');
