import { harmless, harmlessLines } from '../../harmless.js';
import { Complaint, type ComplaintCode } from '../complaint.js';
import { suggestion } from '../nearest.js';
import type { Address } from './address.js';
import type { Done, Row, Rows, RunAnswer, State } from './answers.js';
import { type Frame, framesOf } from './frames.js';

/** Who has not answered by then never will. */
const PATIENCE_MS = 10_000;
const MOST_REDIRECTS = 5;
const PAGE = 500;

type Query = Readonly<Record<string, string | number | undefined>>;

/** Asks a running process through the HTTP interface of its dashboard. Every method throws a Complaint for a refusal. */
export class Client {
  readonly #address: Address;

  constructor(address: Address) {
    this.#address = address;
  }

  state(): Promise<State> {
    return this.#json<State>('GET', { get: 'state' });
  }

  /** One page of jobs, those that need a look first. */
  jobs(query: Query): Promise<Rows> {
    return this.#json<Rows>('GET', { get: 'jobs', ...query });
  }

  /** All jobs that a query is about. */
  async allJobs(query: Query = {}): Promise<Rows> {
    const first = await this.jobs({ ...query, limit: PAGE });
    const jobs = [...first.jobs];
    for (let { after } = first; after !== undefined; ) {
      const page = await this.jobs({ ...query, limit: PAGE, after });
      jobs.push(...page.jobs);
      ({ after } = page);
    }
    return { ...first, jobs };
  }

  get<T>(what: string, query: Query): Promise<T> {
    return this.#json<T>('GET', { get: what, ...query });
  }

  async job(name: string): Promise<{ readonly now: number; readonly job: Row }> {
    return await this.get('job', { job: name });
  }

  run(id: string): Promise<RunAnswer> {
    return this.get<RunAnswer>('run', { run: id });
  }

  do(deed: string, query: Query): Promise<Done> {
    return this.#json<Done>('POST', { do: deed, ...query });
  }

  /** What happens from now on, until the stream ends or is aborted. */
  async *events(query: Query, signal: AbortSignal): AsyncGenerator<Frame> {
    const response = await this.#ask('GET', { get: 'events', ...query }, signal);
    if (response.body === null) return;
    try {
      yield* framesOf(response.body);
    } catch (error) {
      if (!signal.aborted) throw this.#unreachable(error);
    }
  }

  async #noSuchJob(name: string, cause: Complaint): Promise<Complaint> {
    const { jobs } = await this.allJobs();
    const meant = suggestion(
      name,
      jobs.map(job => job.name),
    );
    const remedy = `${meant}carillon status --all shows all`;
    return new Complaint(`there is no job '${harmless(name)}' at ${this.#shown()}`, {
      code: 'not_found',
      remedy,
      cause,
    });
  }

  /** @throws Complaint with the nearest job where there is none of the name that is asked about */
  async #json<T>(method: 'GET' | 'POST', query: Query): Promise<T> {
    const asking = this.#ask(method, query, AbortSignal.timeout(PATIENCE_MS));
    const response = await asking.catch(async error => {
      const isNone = error instanceof Complaint && error.code === 'not_found' && query['job'] !== undefined;
      throw isNone ? await this.#noSuchJob(String(query['job']), error) : error;
    });
    try {
      return (await response.json()) as T;
    } catch (cause) {
      throw this.#noDashboard(response, cause);
    }
  }

  async #ask(method: 'GET' | 'POST', query: Query, signal: AbortSignal): Promise<Response> {
    let url = new URL(this.#address.url);
    for (const [name, value] of Object.entries(query))
      if (value !== undefined) url.searchParams.set(name, String(value));
    for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      const response = await this.#fetch(method, url, signal);
      const location = response.status >= 300 && response.status < 400 ? response.headers.get('location') : null;
      if (location === null) return response.ok ? response : await this.#refused(response);
      url = this.#followed(url, location);
    }
    throw new Complaint(`${this.#shown()} redirects in a circle`, { code: 'unreachable' });
  }

  async #fetch(method: 'GET' | 'POST', url: URL, signal: AbortSignal): Promise<Response> {
    const { token } = this.#address;
    const headers = { accept: 'application/json, text/event-stream', 'x-carillon': '1' };
    const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
    try {
      return await fetch(url, { method, signal, redirect: 'manual', headers: { ...headers, ...authorization } });
    } catch (error) {
      throw this.#unreachable(error);
    }
  }

  /** A token, and an action, go nowhere but where they were addressed to. */
  #followed(url: URL, location: string): URL {
    const target = new URL(location, url);
    if (target.origin === url.origin) return target;
    const remedy = `if that is meant, say --url ${target.origin}${target.pathname}`;
    throw new Complaint(`${this.#shown()} redirects to ${target.origin}`, { code: 'refused', remedy });
  }

  #unreachable(error: unknown): Complaint {
    const { name, cause, message } = error as Error & { cause?: { code?: string; message?: string } };
    const isSlow = name === 'TimeoutError' || name === 'AbortError';
    const why = isSlow ? `no answer within ${PATIENCE_MS / 1000} s` : (cause?.code ?? cause?.message ?? message);
    const remedy = 'is the process up, and does it mount a dashboard there?';
    return new Complaint(`nothing answers at ${this.#shown()}: ${why}`, { code: 'unreachable', remedy, cause: error });
  }

  #noDashboard(response: Response, cause?: unknown): Complaint {
    const remedy = 'name the address at which it is mounted, with its path';
    const message = `what answers at ${this.#shown()} is no dashboard (${response.status})`;
    return new Complaint(message, { code: 'unreachable', remedy, cause });
  }

  async #refused(response: Response): Promise<never> {
    const { error } = await answerOf(response);
    if (error === undefined) {
      if (response.status !== 401 && response.status !== 403) throw this.#noDashboard(response);
    }
    const message = harmlessLines(String(error?.message ?? `${this.#shown()} refuses it (${response.status})`));
    const code = CODES[response.status] ?? 'unreachable';
    throw new Complaint(message, { code, remedy: remedyFor(response, this.#address, error?.code) });
  }

  #shown(): string {
    return this.#address.url.href;
  }
}

const CODES: Readonly<Record<number, ComplaintCode>> = {
  400: 'usage',
  401: 'refused',
  403: 'refused',
  404: 'not_found',
  405: 'unreachable',
  409: 'conflict',
  414: 'usage',
};

function remedyFor(response: Response, { token }: Address, code: unknown): string | undefined {
  if (code === 'takes_data') return 'carillon run JOB --data … runs it here, where its registry is';
  const retry = response.headers.get('retry-after');
  if (retry !== null) return `try again in ${harmless(retry)} s`;
  if (response.status !== 401 && response.status !== 403) return undefined;
  return token === undefined
    ? 'set CARILLON_TOKEN to one that its authorize admits'
    : 'its authorize does not admit CARILLON_TOKEN for that';
}

/** What a dashboard answers in place of what was asked for. */
interface Refusal {
  readonly error?: { readonly code?: unknown; readonly message?: unknown };
}

async function answerOf(response: Response): Promise<Refusal> {
  try {
    return (await response.json()) as Refusal;
  } catch {
    return {};
  }
}
