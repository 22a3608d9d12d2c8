import { parseArgs } from 'node:util';
import { Registry, Scheduler } from '../../../lib/index.js';
import { awake, JOBS, say } from './work.js';

/**
 * A process with one scheduler for each argument, whose stop may take this long in milliseconds: `cooperative+stubborn`
 * has two jobs, each of which runs once, now, and `idle` is a job of another day. It says when all have started, when
 * 300 ms have passed since it was asked to stop or its jobs were cancelled, when a job ends, and what the reports are.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    drain: { type: 'string', default: '60000' },
    cancel: { type: 'string', default: '60000' },
    application: { type: 'string' },
    report: { type: 'boolean' },
    twice: { type: 'boolean' },
  },
});

if (values.application === 'on') process.on('SIGTERM', () => void closeApplication());
if (values.application === 'once') process.once('SIGTERM', () => void closeApplication());
if (values.application === 'echo') process.on('message', message => say(`application got ${message}`));
if (values.application === 'message') process.on('message', () => void closeApplication());

await Promise.all(positionals.map(names => running(names.split('+') as (keyof typeof JOBS)[])));

if (values.twice) {
  process.kill(process.pid, 'SIGINT');
  process.kill(process.pid, 'SIGINT');
}
say('ready');

/** Starts a scheduler, and waits until its jobs run. */
async function running(names: readonly (keyof typeof JOBS)[]): Promise<void> {
  const registry = new Registry();
  for (const name of names) {
    if (name === 'idle') registry.schedule(JOBS[name]).toRunEvery(1).days();
    else registry.schedule(JOBS[name]).toRunNow();
  }
  const stop = { drain: Number(values.drain), cancel: Number(values.cancel) };
  const scheduler = new Scheduler(registry, { stop }).start();
  if (values.report) {
    scheduler.on('stopped', ({ finished, cancelled, abandoned }) => {
      say(`finished [${finished}] cancelled [${cancelled}] abandoned [${abandoned}]`);
    });
  }
  let waitedFor = names.filter(name => name !== 'idle').length;
  await new Promise<void>(resolve => {
    if (waitedFor === 0) resolve();
    scheduler.on('started', () => {
      waitedFor -= 1;
      if (waitedFor === 0) resolve();
    });
  });
}

/** As a server does, it takes longer than the jobs, and then ends in its own way. */
async function closeApplication(): Promise<void> {
  say('application closing');
  await awake(300);
  say(`application closed, ${process.listenerCount('SIGINT')} listeners left`);
  process.exit(7);
}
