import { Registry, Scheduler } from '../../../lib/index.js';
import { awake } from './work.js';

/**
 * A process under a supervisor, whose job goes on for a while when it is asked to stop. Its arguments are further
 * signals. What it says goes through the console, which pm2 listens to.
 */
const registry = new Registry();
registry.schedule(job).toRunNow();
// In its cluster mode pm2 leaves its own arguments here.
const signals = process.argv.slice(2).filter(argument => argument.startsWith('SIG')) as `SIG${string}`[];
const scheduler = new Scheduler(registry, { handleSignals: { signals }, stop: { drain: 5000, cancel: 1000 } }).start();
scheduler.on('started', () => console.log('ready'));

async function job({ stopping }: { readonly stopping: AbortSignal }): Promise<void> {
  const hold = setInterval(() => {}, 60_000);
  await new Promise(resolve => stopping.addEventListener('abort', resolve));
  await awake(400);
  clearInterval(hold);
  console.log('job ended');
}
