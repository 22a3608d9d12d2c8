// Winston takes what happened first and what it is about second, and its JSON tells nothing of an error within: a logger of
// a few lines turns the one round and makes text of the other. Bunyan takes both as pino does, with its `stdSerializers`.
import { type Logger, Registry, Scheduler } from 'carillon';
import { createLogger, transports } from 'winston';

const winston = createLogger({ level: 'debug', transports: [new transports.Console()] });
const logger: Logger = { debug: to('debug'), info: to('info'), warn: to('warn'), error: to('error') };

const registry = new Registry({ zone: 'UTC' });
registry
  .schedule(({ log }) => log.info('rates fetched', { rates: 31 }))
  .withName('rates')
  .toRunEvery(1)
  .hours();
registry.schedule(fail).withName('digest').toRunEvery(1).days();

await using scheduler = new Scheduler(registry, { logger }).start();
for (const job of scheduler.jobs) await job.trigger();

function to(level: keyof Logger): (about: { readonly err?: unknown }, message: string) => void {
  return (about, message) => {
    const err = about.err instanceof Error ? about.err.stack : about.err;
    winston.log(level, message, err === undefined ? about : { ...about, err });
  };
}

function fail(): void {
  throw new Error('no answer');
}

/* prints:
{"data":{"rates":31},"job":"rates","key":"rates@…","level":"info","message":"rates fetched","run":"…"}
{"err":"Error: no answer\n    at fail …","job":"digest","key":"digest@…","level":"error","message":"job 'digest' failed (digest@…)","run":"…"}
*/
