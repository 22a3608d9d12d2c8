// Pino itself is a logger of ours: what a job logs, and whatever fails, are its lines, each with the job and the key of
// the run. Without a logger, failures that nobody listens for are printed to stderr.
import { Registry, Scheduler } from 'carillon';
import { pino } from 'pino';

const logger = pino({ base: null, timestamp: false, level: 'debug' });
const registry = new Registry({ zone: 'UTC' });
registry
  .schedule(({ log }) => log.info('rates fetched', { rates: 31 }))
  .withName('rates')
  .toRunEvery(1)
  .hours();

await using scheduler = new Scheduler(registry, { logger }).start();
await scheduler.get('rates')?.trigger();

/* prints:
{"level":30,"job":"rates","key":"rates@…","data":{"rates":31},"msg":"rates fetched"}
*/
