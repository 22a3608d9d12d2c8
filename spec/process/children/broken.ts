import { processShutdown } from '../../../lib/host/shutdown-coordinator.js';
import { say } from './work.js';

/** A process with participants that fail in each way they can, and a sound one. */
processShutdown.register({
  label: 'rejecting',
  pending: () => [],
  stop: () => Promise.reject(new Error('no stop')),
  cancelNow: () => {},
});
processShutdown.register({ label: 'throwing', pending: fail, stop: fail, cancelNow: fail });
processShutdown.register({
  label: 'sound',
  pending: () => [],
  stop: async () => {
    say('sound stopped');
    return { abandoned: [] };
  },
  cancelNow: () => {},
});
setInterval(() => {}, 60_000);
say('ready');

function fail(): never {
  throw new Error('broken');
}
