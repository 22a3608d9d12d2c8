import type { Answer } from '../answer.js';
import { notFound } from '../refusal.js';
import { readJob, readJobs } from './jobs.js';
import type { Question } from './question.js';
import { readRun, readRuns, readWhy } from './runs.js';
import { readTimeline } from './timeline.js';
import { readActivity, readHealth, readHosts, readMetrics, readProblems, readState } from './whole.js';

/** Answers `?get=` by its name. @throws Refusal */
export async function read(name: string, question: Question): Promise<Answer> {
  const answer = READS.get(name);
  if (answer === undefined) throw notFound(`there is nothing of that name to get: there are ${READ_NAMES.join(', ')}`);
  return answer(question);
}

const READS: ReadonlyMap<string, (question: Question) => Promise<Answer>> = new Map([
  ['state', readState],
  ['jobs', readJobs],
  ['job', readJob],
  ['runs', readRuns],
  ['run', readRun],
  ['timeline', readTimeline],
  ['why', readWhy],
  ['problems', readProblems],
  ['activity', readActivity],
  ['hosts', readHosts],
  ['metrics', readMetrics],
  // Everybody may ask that, in so many characters; written otherwise it comes this way.
  ['health', readPlainHealth],
]);

const READ_NAMES = [...READS.keys(), 'events'];

function readPlainHealth({ source, query }: Question): Promise<Answer> {
  query.only('get');
  return readHealth(source);
}
