import { pause } from '../host/timers.js';
import type { Client } from './client.js';
import { EndedRuns } from './ended-runs.js';

/** How often it is asked for. */
const ASKED_EACH_MS = 300;

/**
 * Asks for a run of a job, and gives its id. In a farm, where it may begin on any host, the answer has none: it is the
 * first run by hand that was not there before, which in the worst case is that of another who asks at the same moment.
 */
export async function begunRun(client: Client, job: string, reason: string | undefined): Promise<string> {
  const ended = new EndedRuns(client, job);
  const [{ job: before }] = await Promise.all([client.job(job), ended.last(0)]);
  const { run } = await client.do('run', { job, reason });
  if (run !== undefined) return run;
  // Runs that nobody asked for pass by meanwhile.
  for (let passed = before.run; ; await pause(ASKED_EACH_MS)) {
    const { job: row } = await client.job(job);
    if (row.run !== undefined && row.run !== passed) {
      passed = row.run;
      if (await isByHand(client, row.run)) return row.run;
    }
    const byHand = (await ended.since()).find(({ id, trigger }) => trigger === 'manual' && id !== before.run);
    if (byHand !== undefined) return byHand.id;
  }
}

async function isByHand(client: Client, id: string): Promise<boolean> {
  return (await client.run(id)).run.trigger === 'manual';
}
