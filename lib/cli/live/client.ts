import { harmless } from '../../harmless.js';
import { suggestion } from '../../nearest.js';
import { Complaint } from '../complaint.js';
import type { Address } from './address.js';
import { type Done, isOfDashboard, type Row, type Rows, type RunAnswer, type Runs, type State } from './answers.js';
import { type Frame, framesOf } from './frames.js';
import { brokenOff, noDashboard, PATIENCE_MS, refusalOf, unreachable } from './refusals.js';

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
    return this.#read<State>('scheduler', { get: 'state' });
  }

  /** All jobs by their names: in any order that changes meanwhile, one would be on two pages, and another on none. */
  async jobs(): Promise<readonly Row[]> {
    const jobs: Row[] = [];
    let after: string | undefined;
    do {
      const page = await this.#read<Rows>('jobs', { get: 'jobs', sort: 'name', limit: PAGE, after });
      jobs.push(...page.jobs);
      ({ after } = page);
    } while (after !== undefined);
    return jobs;
  }

  job(name: string): Promise<{ readonly now: number; readonly job: Row }> {
    return this.#read('job', { get: 'job', job: name });
  }

  /** One page of runs. */
  runs(query: Query): Promise<Runs> {
    return this.#read<Runs>('runs', { get: 'runs', ...query });
  }

  run(id: string): Promise<RunAnswer> {
    return this.#read<RunAnswer>('run', { get: 'run', run: id });
  }

  do(deed: string, query: Query): Promise<Done> {
    return this.#json<Done>('POST', { do: deed, ...query }, 'ok');
  }

  /** What happens from now on, until the stream ends or is aborted. */
  async *events(query: Query, signal: AbortSignal): AsyncGenerator<Frame> {
    const response = await this.#ask('GET', { get: 'events', ...query }, signal);
    if (response.body === null) return;
    try {
      yield* framesOf(response.body);
    } catch (error) {
      if (!signal.aborted) throw brokenOff(this.#address, error);
    }
  }

  /** The job may be there, and what is missing its run. */
  async #noSuchJob(name: string, cause: Complaint): Promise<Complaint> {
    const names = (await this.jobs()).map(job => job.name);
    if (names.includes(name)) return cause;
    const meant = suggestion(name, names);
    const remedy = `${meant}carillon status --all shows all`;
    return new Complaint(`there is no job '${harmless(name)}' at ${this.#shown()}`, {
      code: 'not_found',
      remedy,
      cause,
    });
  }

  #read<T>(holds: string, query: Query): Promise<T> {
    return this.#json<T>('GET', query, holds);
  }

  /**
   * @param holds what an answer of a dashboard has at least
   * @throws Complaint with the nearest job where there is none of the name that is asked about
   */
  async #json<T>(method: 'GET' | 'POST', query: Query, holds: string): Promise<T> {
    const asking = this.#ask(method, query, AbortSignal.timeout(PATIENCE_MS));
    const response = await asking.catch(async error => {
      const isNone = error instanceof Complaint && error.code === 'not_found' && query['job'] !== undefined;
      throw isNone ? await this.#noSuchJob(String(query['job']), error) : error;
    });
    const document = await response.json().catch(cause => {
      throw cause instanceof SyntaxError
        ? noDashboard(this.#address, response, cause)
        : brokenOff(this.#address, cause);
    });
    if (!isOfDashboard(document) || !(holds in document)) throw noDashboard(this.#address, response);
    return document as T;
  }

  async #ask(method: 'GET' | 'POST', query: Query, signal: AbortSignal): Promise<Response> {
    let url = new URL(this.#address.url);
    for (const [name, value] of Object.entries(query))
      if (value !== undefined) url.searchParams.set(name, String(value));
    for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      const response = await this.#fetch(method, url, signal);
      const location = response.status >= 300 && response.status < 400 ? response.headers.get('location') : null;
      if (location === null) {
        if (response.ok) return response;
        throw await refusalOf(this.#address, response);
      }
      url = this.#followed(url, location, response);
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
      throw unreachable(this.#address, error);
    }
  }

  /** A token, and an action, go nowhere but where they were addressed to. */
  #followed(url: URL, location: string, response: Response): URL {
    if (!URL.canParse(location, url.href)) throw noDashboard(this.#address, response);
    const target = new URL(location, url);
    if (target.origin === url.origin) return target;
    const remedy = `if that is meant, say --url ${target.origin}${target.pathname}`;
    throw new Complaint(`${this.#shown()} redirects to ${target.origin}`, { code: 'refused', remedy });
  }

  #shown(): string {
    return this.#address.url.href;
  }
}
