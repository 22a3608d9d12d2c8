import { type Answer, json } from '../answer.js';
import type { TimelineReply } from '../api.js';
import { badRequest, noJob } from '../refusal.js';
import { type Question, stampOf } from './question.js';

const MAX_TIMELINE_MS = 31 * 86_400_000;
const MAX_TIMELINE_JOBS = 100;

/** `?get=timeline`: a stretch of time. `job` is a name, or a JSON list of names. */
export async function readTimeline({ source, query, access, shown }: Question): Promise<Answer> {
  query.only('get', 'from', 'to', 'job', 'width');
  const now = source.now();
  const from = query.instant('from', now) ?? now - 3_600_000;
  const to = query.instant('to', now) ?? from + 2 * 3_600_000;
  if (to <= from || to - from > MAX_TIMELINE_MS) throw badRequest('to must be after from, and at most 31 days later');
  const width = query.integer('width', 100, 4_000) ?? 1_000;
  const said = query.text('job', 3_900);
  const jobs = said !== undefined && source.has(said) ? [said] : jobsOf(said);
  if (jobs?.some(job => access.sees?.(job) === false || !source.has(job))) throw noJob();
  const timeline = await source.timeline({
    from,
    to,
    width,
    ...(jobs !== undefined && { jobs }),
    ...(access.sees !== undefined && { sees: access.sees }),
  });
  const marks = timeline.marks.map(mark => ({ ...mark, text: shown.sentence(mark.text) }));
  const reply: TimelineReply = { ...stampOf(source), ...timeline, marks };
  return json(reply);
}

/** Several jobs are a JSON list, since a name may hold any character; a name may also look like one. */
function jobsOf(said: string | undefined): readonly string[] | undefined {
  if (said === undefined) return undefined;
  if (!said.startsWith('[')) return [said];
  const names = parsed(said);
  const isList =
    Array.isArray(names) && names.length <= MAX_TIMELINE_JOBS && names.every(name => typeof name === 'string');
  if (!isList) throw badRequest(`job must be a name, or a JSON list of at most ${MAX_TIMELINE_JOBS} names`);
  return names;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
