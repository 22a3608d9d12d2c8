import { Complaint } from '../complaint.js';
import type { Row } from './answers.js';
import type { Client } from './client.js';
import type { EndedRuns } from './ended-runs.js';
import { followRun } from './follow-run.js';
import type { RunLog } from './run-log.js';

/** The reasons for which a process ends a stream that are refusals, with what to do. */
const REFUSALS = new Map([
  ['refused', 'its authorize no longer admits who asks'],
  ['too many streams', 'try again when others have left'],
]);

/**
 * Tells each run that ends from now on, until the stream of events does. Of one job the lines that its runs log are told,
 * too; of all at once they would be too many.
 *
 * @throws Complaint where the process ends it since who listens may do so no longer
 */
export async function followAll(client: Client, job: string | undefined, ended: EndedRuns, log: RunLog): Promise<void> {
  /** The lines of each run that has not ended yet. */
  const lines = new Map<string, Promise<unknown>>();
  // Several runs may end before one event tells that there is something new.
  for await (const { event, data } of client.events({}, new AbortController().signal)) {
    if (event === 'bye') ends((data as { reason: string }).reason);
    if (event === 'hello' && job !== undefined) begun((await client.job(job)).job);
    if (event === 'jobs' && Array.isArray(data)) for (const row of data as readonly Row[]) begun(row);
    if (event === 'jobs' || event === 'hello') await tellEnded();
  }

  function ends(reason: string): void {
    const remedy = REFUSALS.get(reason);
    const text = `the process ends the stream: ${reason}`;
    if (remedy !== undefined) throw new Complaint(text, { code: 'refused', remedy });
    log.note(text);
  }

  async function tellEnded(): Promise<void> {
    // A farm whose database is away can't answer: the next event asks again. A process that is gone ends the stream.
    const runs = await ended.since().catch(() => []);
    for (const run of runs) {
      if (job !== undefined) await linesOf(job, run.id);
      lines.delete(run.id);
      log.ended(run);
    }
  }

  function begun({ name, run }: Row): void {
    if (name === job && run !== undefined && !ended.has(run)) void linesOf(name, run);
  }

  function linesOf(name: string, run: string): Promise<unknown> {
    const known = lines.get(run) ?? followRun(client, run, line => log.line(name, line)).catch(() => {});
    lines.set(run, known);
    return known;
  }
}
