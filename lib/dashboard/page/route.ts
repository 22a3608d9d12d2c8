/** Which jobs are shown. */
export type JobFilter = 'all' | 'look' | 'running' | 'paused';

/** In which order. */
export type JobSort = 'attention' | 'next' | 'name' | 'slowest';

/** How many hours a timeline shows. */
export type Span = 1 | 6 | 24 | 168;

/** What is shown, as the address says it after its `#`: a link reproduces the view. What is not said is empty, or 0. */
export type Route =
  | { readonly page: 'jobs'; readonly q: string; readonly state: JobFilter; readonly sort: JobSort }
  | JobRoute
  | { readonly page: 'run'; readonly run: string }
  | { readonly page: 'timeline'; readonly hours: Span; readonly at: number }
  | { readonly page: 'activity'; readonly who: string; readonly job: string }
  | { readonly page: 'problems' | 'hosts' | 'nowhere' };

/** One job: which of its runs are listed, whether all of them, and which is opened. */
export interface JobRoute {
  readonly page: 'job';
  readonly job: string;
  readonly outcome: string;
  readonly all: string;
  readonly open: string;
}

/** The filters with what their buttons say. */
export const FILTERS: readonly (readonly [JobFilter, string])[] = [
  ['all', 'All'],
  ['look', 'Need a look'],
  ['running', 'Running'],
  ['paused', 'Paused'],
];

/** The orders with what the list of them says. */
export const SORTS: readonly (readonly [JobSort, string])[] = [
  ['attention', 'what needs a look'],
  ['next', 'next run'],
  ['name', 'name'],
  ['slowest', 'slowest'],
];

/** The lengths of a timeline with what their buttons say. */
export const SPANS: readonly (readonly [Span, string])[] = [
  [1, '1 h'],
  [6, '6 h'],
  [24, 'day'],
  [168, 'week'],
];

/** Reads what follows `#` in the address. What it doesn't know it takes for what is shown first. */
export function routeOf(hash: string): Route {
  const [path = '', search] = hash.replace(/^#?\/?/, '').split('?');
  const [page = '', ...rest] = path.split('/');
  const name = decoded(rest.join('/'));
  const said = new URLSearchParams(search);
  const part = (key: string): string => said.get(key) ?? '';
  switch (page) {
    case '':
    case 'jobs':
      if (name !== '')
        return { page: 'job', job: name, outcome: part('outcome'), all: part('all'), open: part('open') };
      return {
        page: 'jobs',
        q: part('q'),
        state: oneOf(FILTERS, part('state'), 'all'),
        sort: oneOf(SORTS, part('sort'), 'attention'),
      };
    case 'runs':
      return { page: 'run', run: name };
    case 'timeline':
      return { page, hours: oneOf(SPANS, part('hours'), 6), at: Number(part('at')) || 0 };
    case 'problems':
    case 'hosts':
      return { page };
    case 'activity':
      return { page, who: part('who'), job: part('job') };
    default:
      return { page: 'nowhere' };
  }
}

/** The address of a view, from `#` on. */
export function hashOf(route: Route): string {
  const { page, ...parts } = route;
  const said = Object.entries(parts).filter(([key, value]) => key !== page && value !== (USUAL[key] ?? ''));
  const search = new URLSearchParams(said.map(([key, value]): [string, string] => [key, String(value)])).toString();
  const path = page === 'job' ? jobHash(route.job) : page === 'run' ? runHash(route.run) : `#/${page}`;
  return search === '' ? path : `${path}?${search}`;
}

/** What an address need not say. */
const USUAL: Readonly<Record<string, unknown>> = { state: 'all', sort: 'attention', hours: 6, at: 0 };

/** The address of a job's page. */
export function jobHash(name: string): string {
  return `#/jobs/${encodeURIComponent(name)}`;
}

/** The address of a run's page. */
export function runHash(id: string): string {
  return `#/runs/${encodeURIComponent(id)}`;
}

function oneOf<K>(choices: readonly (readonly [K, string])[], said: string, usual: K): K {
  return (choices.find(([key]) => String(key) === said) ?? [usual])[0];
}

/** A name as it was before it was put into an address; one that was never encoded rightly stays as it is. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
