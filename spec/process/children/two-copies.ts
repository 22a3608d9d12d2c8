import { processShutdown } from '../../../lib/host/shutdown-coordinator.js';
import { say } from './work.js';

/** A process in which the package was loaded twice, as happens when two of its dependencies bring it along. */
const copyUrl = new URL('../../../lib/host/shutdown-coordinator.js?copy', import.meta.url).href;
const copy: { readonly processShutdown: typeof processShutdown } = await import(copyUrl);
if (copy.processShutdown === processShutdown) throw new Error('there is one copy only');

for (const [name, shutdown] of Object.entries({ original: processShutdown, copy: copy.processShutdown })) {
  shutdown.register({
    label: name,
    pending: () => [name],
    stop: async () => {
      say(`${name} stopped`);
      return { abandoned: [] };
    },
    cancelNow: () => {},
  });
}
setInterval(() => {}, 60_000);
say(`${process.listenerCount('SIGTERM')} listener`);
say('ready');
