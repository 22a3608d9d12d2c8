import type { Console } from '../../console/console.js';
import { type Answer, json, text } from '../answer.js';
import type { ActivityReply, HealthReply, HostsReply, ProblemsReply, StateReply } from '../api.js';
import { nothingElse } from '../looked-for.js';
import { metricsText } from '../metrics-text.js';
import { stateWords } from '../state-words.js';
import { MAX_PAGE, type Question, stampOf } from './question.js';

/** `?get=state`: the whole in short, and who asks. */
export async function readState({ source, options, query, access }: Question): Promise<Answer> {
  query.only('get');
  const { environment, title, backLink } = options;
  const stamp = stampOf(source);
  const overview = await source.overview(access.sees);
  const reply: StateReply = {
    ...stamp,
    ...overview,
    says: stateWords(overview),
    ...(access.user !== undefined && { user: access.user }),
    can: access.can,
    ...(environment !== undefined && { environment: { label: environment.label, tone: environment.tone ?? 'quiet' } }),
    ...(title !== undefined && { title }),
    ...(backLink !== undefined && { backLink }),
  };
  return json(reply);
}

/** `?get=problems`: what Carillon itself found. */
export async function readProblems({ source, query, access, shown }: Question): Promise<Answer> {
  query.only('get');
  const stamp = stampOf(source);
  const problems = await source.problems(access.sees);
  const reply: ProblemsReply = {
    ...stamp,
    problems: problems.map(problem => shown.problem(problem)),
    nothingElse: nothingElse(problems),
  };
  return json(reply);
}

/** `?get=activity`: what people did, the newest first. */
export async function readActivity({ source, query, access, shown }: Question): Promise<Answer> {
  query.only('get', 'before', 'limit');
  const before = query.integer('before', 0, Number.MAX_SAFE_INTEGER);
  const limit = query.integer('limit', 1, MAX_PAGE) ?? 100;
  const acts = await source.activity({
    limit,
    ...(before !== undefined && { before }),
    ...(access.sees !== undefined && { sees: access.sees }),
  });
  const last = acts.at(-1);
  const reply: ActivityReply = {
    ...stampOf(source),
    activity: acts.map(act => shown.act(act)),
    ...(last !== undefined && acts.length === limit && { after: last.id }),
  };
  return json(reply);
}

/** `?get=hosts`: which processes there are. */
export async function readHosts({ source, query, access }: Question): Promise<Answer> {
  query.only('get');
  const hosts = await source.hosts(access.sees);
  const reply: HostsReply = { ...stampOf(source), hosts, isFarm: source.isFarm };
  return json(reply);
}

/** `?get=metrics`: the numbers, as Prometheus reads them. */
export async function readMetrics({ source, query, access }: Question): Promise<Answer> {
  query.only('get');
  const [jobs, { scheduler }] = await Promise.all([source.metrics(access.sees), source.overview(access.sees)]);
  return text(metricsText(jobs, scheduler), 'text/plain; version=0.0.4; charset=utf-8');
}

/** Whether it is up. It says nothing else, and so is for everybody. */
export async function readHealth(source: Console): Promise<Answer> {
  const { ok, state } = await source.health();
  const reply: HealthReply = { v: 1, ok, state };
  return json(reply, ok ? 200 : 503, ok ? {} : { 'retry-after': '5' });
}
