import type { EndKind } from '../../console/row.js';
import { type Answer, json } from '../answer.js';
import type { RunReply, RunsReply, WhyReply } from '../api.js';
import { badRequest, noRun } from '../refusal.js';
import { MAX_PAGE, type Question, seen } from './question.js';

/** `?get=runs`: a page of runs, of one job or of all. */
export async function readRuns(question: Question): Promise<Answer> {
  const { source, query, access, shown } = question;
  query.only('get', 'job', 'outcome', 'before', 'limit');
  const job = query.text('job') === undefined ? undefined : seen(question);
  const outcome = query.word('outcome', KINDS);
  const before = query.text('before');
  const page = await source.runs({
    limit: query.integer('limit', 1, MAX_PAGE) ?? 50,
    ...(job !== undefined && { job }),
    ...(outcome !== undefined && { outcome }),
    ...(before !== undefined && { before }),
    ...(access.sees !== undefined && { sees: access.sees }),
  });
  const reply: RunsReply = { v: 1, ...page, runs: page.runs.map(run => shown.run(run)) };
  return json(reply);
}

/** `?get=run`: one in full. */
export async function readRun({ source, query, access, shown }: Question): Promise<Answer> {
  query.only('get', 'run');
  const run = await source.run(query.needed('run'));
  if (run === undefined || access.sees?.(run.job) === false) throw noRun();
  const reply: RunReply = { v: 1, now: source.now(), run: shown.detail(run) };
  return json(reply);
}

/** `?get=why`: why a job did not run at an instant. */
export async function readWhy(question: Question): Promise<Answer> {
  const { source, query, shown } = question;
  query.only('get', 'job', 'at');
  const at = query.instant('at', source.now());
  if (at === undefined) throw badRequest('this needs at, an instant in epoch milliseconds');
  const job = seen(question);
  const why = await source.why(job, at);
  const reply: WhyReply = { v: 1, ...shown.why(why, job) };
  return json(reply);
}

const KINDS: readonly EndKind[] = [
  'succeeded',
  'failed',
  'timedOut',
  'cancelled',
  'abandoned',
  'skipped',
  'missed',
  'lost',
];
