import { Registry, Scheduler, SchedulerStoppingError } from '../../../lib/index.js';
import { aborted, JOBS, say } from './work.js';

/** A process with background work in one scheduler, a piece that runs and one that waits, and a job in another. */
const stop = { drain: 400 };
const mailer = new Scheduler(new Registry(), { name: 'mailer', stop, background: { concurrency: 1 } }).start();
void mailer.background.run(signal => letter('letter', signal), { label: 'letter' });
void mailer.background.run(signal => letter('postcard', signal), { label: 'postcard' });
mailer.on('stopped', ({ cancelled }) => say(`mailer cancelled [${cancelled}]`));
mailer.on('stopping', () => {
  try {
    void mailer.background.run(() => say('too late'));
  } catch (error) {
    if (error instanceof SchedulerStoppingError) say('refused');
  }
});

const jobs = new Registry();
jobs.schedule(JOBS.cooperative).toRunNow();
new Scheduler(jobs, { name: 'jobs', stop }).start().on('started', () => say('ready'));

async function letter(name: string, signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await aborted(signal);
  say(`${name} left`);
}
