// A bank that is not always there. Within a run: three attempts, each waiting twice as long as the one before; `jitter`
// keeps a thousand clients from asking at one instant. Between runs: while nothing answers, the job asks less often;
// an edit says when, and leaves the rest as it was.
import { Registry, Scheduler } from 'carillon';
import { VirtualClock } from 'carillon/testing';

const clock = new VirtualClock('2026-11-20T12:00:30Z');
const registry = new Registry({ zone: 'UTC' });
registry
  .schedule(askTheBank)
  .toRunEvery(1)
  .minutes()
  .withRetry({ attempts: 3, delay: { seconds: 2 }, factor: 2, maxDelay: { minutes: 1 }, jitter: 0.5 });

const scheduler = new Scheduler(registry, { clock });
const job = scheduler.get('askTheBank');
scheduler.on('failed', () => job?.edit(s => s.toRunEvery(10).minutes()));
scheduler.on('succeeded', () => job?.edit(s => s.toRunEvery(1).minutes()));
scheduler.on('ended', ({ occurrence, outcome, attempts }) => {
  console.log(occurrence.toFormat('HH:mm'), outcome.kind, `after attempt ${attempts}`);
});
scheduler.start();
await clock.advance({ minutes: 22 });
await scheduler.stop();

/** The bank is back at a quarter past. */
function askTheBank(): void {
  if (clock.now() < Date.parse('2026-11-20T12:15:00Z')) throw new Error('no answer');
}

/* prints:
12:01 failed after attempt 3
12:10 failed after attempt 3
12:20 succeeded after attempt 1
12:21 succeeded after attempt 1
12:22 succeeded after attempt 1
*/
