import { Complaint } from '../complaint.js';
import { pause } from '../host/timers.js';
import type { LogLine, RunAnswer } from './answers.js';
import type { Client } from './client.js';
import { hasEnded } from './run-ending.js';

/** The end of a run comes with no event of its own: it is asked for this often. */
const ASKED_EACH_MS = 300;

/**
 * Tells each line of a run, once and in order, until the run has ended, and gives the run. @throws Complaint where it is no
 * longer there to be asked about
 */
export async function followRun(client: Client, id: string, told: (line: LogLine) => void): Promise<RunAnswer> {
  const stream = new AbortController();
  let lastSeq = 0;
  const tell = (line: LogLine) => {
    if (line.seq <= lastSeq) return;
    lastSeq = line.seq;
    told(line);
  };
  const listening = listen();
  try {
    for (;;) {
      const answer = await client.run(id).catch(noLongerKept);
      for (const line of answer.run.lines ?? []) tell(line);
      if (hasEnded(answer.run)) return answer;
      await pause(ASKED_EACH_MS);
    }
  } finally {
    stream.abort();
    await listening;
  }

  /** Without a stream, where there are too many, the lines that are kept are told as they are seen. */
  async function listen(): Promise<void> {
    try {
      for await (const { event, data } of client.events({ run: id }, stream.signal)) {
        // Of many at once a stream tells the last alone: behind a gap they are told as they are asked for.
        if (event === 'line' && (data as LogLine).seq === lastSeq + 1) tell(data as LogLine);
      }
    } catch {
      // See above; whether the process can be reached at all is told by what is asked besides.
    }
  }
}

/** It was there a moment ago, and has made room for others, as where a scheduler keeps none. */
function noLongerKept(error: unknown): never {
  if (!(error instanceof Complaint && error.code === 'not_found')) throw error;
  const remedy = 'a scheduler keeps as many runs of each job as its history says';
  throw new Complaint('the run is no longer kept, so that nobody can tell what came of it', {
    code: 'failed',
    remedy,
    cause: error,
  });
}
