import type { RowState } from '../../console/row.js';
import { type Answer, bare, json } from '../answer.js';
import type { JobReply, JobsReply } from '../api.js';
import { etagOf, hasAlready } from '../etag.js';
import { noJob } from '../refusal.js';
import { MAX_PAGE, type Question, seen, stampOf } from './question.js';

/** `?get=jobs`: a page of the list. */
export async function readJobs({ source, query, access, shown, ifNoneMatch }: Question): Promise<Answer> {
  query.only('get', 'q', 'state', 'sort', 'limit', 'after');
  const q = query.text('q', 200);
  const state = query.word('state', STATES);
  const after = query.text('after', 3_000);
  const sort = query.word('sort', ['attention', 'next', 'name', 'slowest']) ?? 'attention';
  const limit = query.integer('limit', 1, MAX_PAGE) ?? 100;
  const stamp = stampOf(source);
  const etag = etagOf(stamp, query, access);
  if (etag !== undefined && hasAlready(etag, ifNoneMatch)) return bare(304, { etag });
  const page = await source.jobs({
    sort,
    limit,
    ...(q !== undefined && { q }),
    ...(state !== undefined && { state }),
    ...(after !== undefined && { after }),
    ...(access.sees !== undefined && { sees: access.sees }),
  });
  const reply: JobsReply = { ...stamp, ...page, jobs: page.jobs.map(row => shown.row(row)) };
  return json(reply, 200, etag === undefined ? {} : { etag });
}

/** `?get=job`: one in full. */
export async function readJob(question: Question): Promise<Answer> {
  const { source, query, access, shown, ifNoneMatch } = question;
  query.only('get', 'job');
  const name = seen(question);
  const stamp = stampOf(source);
  const etag = etagOf(stamp, query, access);
  if (etag !== undefined && hasAlready(etag, ifNoneMatch)) return bare(304, { etag });
  const job = await source.job(name);
  if (job === undefined) throw noJob();
  const reply: JobReply = { ...stamp, ...shown.job(job) };
  return json(reply, 200, etag === undefined ? {} : { etag });
}

/** The states by which jobs can be asked for; `look` is what needs a look: failing, broken or due. */
const STATES: readonly (RowState | 'look')[] = [
  'ok',
  'running',
  'waiting',
  'cancelling',
  'failing',
  'due',
  'broken',
  'paused',
  'never',
  'ended',
  'look',
];
