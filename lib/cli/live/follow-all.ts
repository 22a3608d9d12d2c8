import { Complaint } from '../complaint.js';
import type { LogLine, Row } from './answers.js';
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
 * @throws Complaint where the process ends it since who listens may do so no longer, and where something else does
 */
export async function followAll(client: Client, job: string | undefined, ended: EndedRuns, log: RunLog): Promise<void> {
  /** Of each run that has not ended yet, whether all its lines come to be told: not where the process can't answer. */
  const following = new Map<string, Promise<boolean>>();
  /** The number of the last line that was told of each. */
  const lastSeqs = new Map<string, number>();
  let hasSaidBye = false;
  // Several runs may end before one event tells that there is something new.
  for await (const { event, data } of client.events({}, new AbortController().signal)) {
    if (event === 'bye') ends((data as { reason: string }).reason);
    // Where too much has changed to be sent, only that is said: what is new is asked for, as at the beginning.
    const isUnsaid = event === 'hello' || event === 'reset';
    if (isUnsaid && job !== undefined) await client.job(job).then(answer => begun(answer.job), unanswered);
    if (event === 'jobs' && Array.isArray(data)) for (const row of data as readonly Row[]) begun(row);
    if (event === 'jobs' || isUnsaid) await tellEnded();
  }
  if (!hasSaidBye) {
    const remedy = 'the process is gone, or something between, such as a proxy, has ended it: call it again';
    throw new Complaint('the stream of events has ended without a word', { code: 'unreachable', remedy });
  }

  function ends(reason: string): void {
    hasSaidBye = true;
    const remedy = REFUSALS.get(reason);
    const text = `the process ends the stream: ${reason}`;
    if (remedy !== undefined) throw new Complaint(text, { code: 'refused', remedy });
    log.note(text);
  }

  async function tellEnded(): Promise<void> {
    for (const run of (await ended.since().catch(unanswered)) ?? []) {
      // What was not answered while it went on is told when it has ended.
      if (job !== undefined && !(await linesOf(job, run.id))) await linesOf(job, run.id);
      following.delete(run.id);
      lastSeqs.delete(run.id);
      log.ended(run);
    }
  }

  /** A farm whose database is away can't answer: the next event asks again. A process that is gone ends the stream. */
  function unanswered(): void {}

  function begun({ name, run }: Row): void {
    if (name === job && run !== undefined && !ended.has(run)) void linesOf(name, run);
  }

  function linesOf(name: string, run: string): Promise<boolean> {
    const known = following.get(run) ?? followed(name, run);
    following.set(run, known);
    return known;
  }

  async function followed(name: string, run: string): Promise<boolean> {
    try {
      await followRun(client, run, line => tell(name, run, line));
      return true;
    } catch {
      following.delete(run);
      return false;
    }
  }

  function tell(name: string, run: string, line: LogLine): void {
    if (line.seq <= (lastSeqs.get(run) ?? 0)) return;
    lastSeqs.set(run, line.seq);
    log.line(name, run, line);
  }
}
