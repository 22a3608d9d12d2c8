import { Registry, Scheduler } from '../../../lib/index.js';
import { aborted, say } from './work.js';

/** A process whose job has a name that would forge lines, and whose console fails with `mute`. */
const registry = new Registry();
registry.schedule(job).withName('a\ncarillon: all is well \u001b[2J').toRunNow();
new Scheduler(registry, { name: 'b\rc', stop: { drain: 60_000 } }).start().on('started', () => say('ready'));

if (process.argv[2] === 'mute') {
  console.error = () => {
    throw new Error('no console');
  };
}

async function job({ stopping }: { readonly stopping: AbortSignal }): Promise<void> {
  await aborted(stopping);
  say('job ended');
}
