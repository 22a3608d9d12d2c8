import { parseArgs } from 'node:util';
import { StandInScheduler } from './stand-in-scheduler.js';
import { awake, JOBS, say } from './work.js';

/**
 * A process with one scheduler for each job that it is told of, which have these limits in milliseconds. It says when it
 * is ready, when 300 ms have passed since it was asked to stop or its jobs were cancelled, and when a job ends.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    drain: { type: 'string', default: '60000' },
    cancel: { type: 'string', default: '60000' },
    application: { type: 'string' },
    twice: { type: 'boolean' },
  },
});

if (values.application === 'on') process.on('SIGTERM', () => void closeApplication());
if (values.application === 'once') process.once('SIGTERM', () => void closeApplication());
if (values.application === 'echo') process.on('message', message => say(`application got ${message}`));
if (values.application === 'message') process.on('message', () => void closeApplication());

for (const name of positionals as (keyof typeof JOBS)[]) {
  new StandInScheduler(name, JOBS[name], Number(values.drain), Number(values.cancel));
}

if (values.twice) {
  process.kill(process.pid, 'SIGINT');
  process.kill(process.pid, 'SIGINT');
}
say('ready');

/** As a server does, it takes longer than the jobs, and then ends in its own way. */
async function closeApplication(): Promise<void> {
  say('application closing');
  await awake(300);
  say(`application closed, ${process.listenerCount('SIGINT')} listeners left`);
  process.exit(7);
}
