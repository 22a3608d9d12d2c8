import type { JobView, LineView, Row, Stamp, StreamFrames } from '../api.js';
import type { Answers, Model } from './model.js';

/** So many lines of a run are kept, as on the server. */
const MOST_LINES = 100;

/**
 * What is known once rows have changed: they stand where they stood, until the list is asked for again.
 * @param id `epoch.rev` of who tells them: an answer of another epoch, as of another process behind a load balancer, is
 * left as it is, since their revisions can't be compared
 */
export function withRows({ answers }: Model, rows: readonly Row[], id?: string): Partial<Model> {
  const isOf = ({ epoch }: Stamp): boolean => !id || id.startsWith(`${epoch}.`);
  const changed = new Map(rows.map(row => [row.name, row]));
  const { jobs, job } = answers;
  const patched: Answers = {
    ...answers,
    ...(jobs?.body &&
      isOf(jobs.body) && {
        jobs: { ...jobs, body: { ...jobs.body, jobs: jobs.body.jobs.map(row => newer(row, changed)) } },
      }),
    ...(job?.body &&
      isOf(job.body) && { job: { ...job, body: { ...job.body, job: detailed(job.body.job, changed) } } }),
  };
  return { answers: patched };
}

/** What is known once runs in progress have gone on. */
export function withProgress(model: Model, running: StreamFrames['running']): Partial<Model> {
  const rows = running.flatMap(({ job, progress }) => {
    const row = rowOf(model, job);
    return !row || !progress ? [] : [{ ...row, progress }];
  });
  return withRows(model, rows);
}

/** What is known once a run in progress has logged a line. The stream follows one run: of others no lines come any more. */
export function withLine({ lines }: Model, { run, ...line }: StreamFrames['line']): Partial<Model> {
  const before = lines.get(run) ?? [];
  if (before.some(({ seq }) => seq === line.seq)) return {};
  return { lines: new Map([[run, [...before, line].slice(-MOST_LINES)]]) };
}

/** Whether lines are missing between the last that came and this one: of many at once the stream tells the last. */
export function isBehindGap({ lines }: Model, { run, seq }: StreamFrames['line']): boolean {
  return seq > (lines.get(run)?.at(-1)?.seq ?? seq) + 1;
}

/** The lines of an answer with those that came after it. */
export function allLines(told: readonly LineView[], came: readonly LineView[] | undefined): readonly LineView[] {
  const last = told.at(-1)?.seq ?? 0;
  return !came ? told : [...told, ...came.filter(({ seq }) => seq > last)];
}

/** What is known of a job, wherever it is shown. */
export function rowOf({ answers }: Model, name: string): Row | undefined {
  const shown = answers.job?.body?.job;
  return shown?.name === name ? shown : answers.jobs?.body?.jobs.find(row => row.name === name);
}

function newer(row: Row, changed: ReadonlyMap<string, Row>): Row {
  const found = changed.get(row.name);
  return found && found.rev >= row.rev ? found : row;
}

/** A row says less than a page of its job shows: that is read anew. */
function detailed(job: JobView, changed: ReadonlyMap<string, Row>): JobView {
  const row = changed.get(job.name);
  return row && 'rules' in row ? (row as JobView) : job;
}
