import { openSync, writeSync } from 'node:fs';
import { pgBoss } from '../../../lib/farm/index.js';
import { type Clock, Scheduler } from '../../../lib/index.js';
import { systemClock } from '../../../lib/kit.js';
import { silent } from '../silent.js';
import { chaosRegistry } from './chaos-jobs.js';
import { sleep } from './waiting.js';

// One host of the chaos: it says in a file what its runs do, and goes on until it is killed, or told to stop.

const { URL: url = '', FARM: name = '', SKEW = '0', LOG = '' } = process.env;
const file = openSync(LOG, 'a');

function say(event: object): void {
  writeSync(file, `${JSON.stringify({ at: Date.now(), pid: process.pid, ...event })}\n`);
}

process.on('unhandledRejection', error => say({ what: 'unhandled', error: String(error) }));

const clock: Clock = {
  now: () => Date.now() + Number(SKEW),
  monotonic: () => systemClock.monotonic(),
  alarm: (at, ring, options) => systemClock.alarm(at, ring, options),
};
const registry = chaosRegistry(async ({ key, jobName, token, redelivered, signal }, ms) => {
  const about = { key, name: jobName, token, redelivered };
  say({ what: 'begin', ...about });
  try {
    await sleep(ms, signal);
    say({ what: 'end', ...about });
  } catch (error) {
    say({ what: 'abort', ...about, why: String(error) });
    throw error;
  }
});
const farm = pgBoss(url, { name, release: 'v1', application: 'chaos' });
const scheduler = new Scheduler(registry, { farm, clock, handleSignals: false, logger: silent });
scheduler.on('farm', ({ kind, text, error }) => say({ what: 'farm', kind, text, error: error && String(error) }));
scheduler.start();
process.on('message', message => {
  if (message === 'stop') void stop();
});
process.on('disconnect', () => process.exit(0));

async function stop(): Promise<void> {
  const report = await scheduler.stop({ drain: 1_000, cancel: 500 });
  say({ what: 'stopped', report });
  process.exit(0);
}
