/** Which jobs are shown. */
export type JobFilter = 'all' | 'look' | 'running' | 'paused';

/** In which order. */
export type JobSort = 'attention' | 'next' | 'name' | 'slowest';

/** How many hours a timeline shows. */
export type Span = 1 | 6 | 24 | 168;

/** What is shown, as the address says it after its `#`: a link reproduces the view. */
export type Route =
  | { readonly page: 'jobs'; readonly q: string; readonly state: JobFilter; readonly sort: JobSort }
  | { readonly page: 'job'; readonly job: string; readonly outcome: string; readonly open?: string }
  | { readonly page: 'run'; readonly run: string }
  | { readonly page: 'timeline'; readonly hours: Span; readonly at?: number }
  | { readonly page: 'problems' }
  | { readonly page: 'activity'; readonly who: string; readonly job: string }
  | { readonly page: 'hosts' }
  | { readonly page: 'nowhere' };

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
  const [path = '', search = ''] = hash.replace(/^#?\/?/, '').split('?');
  const said = new URLSearchParams(search);
  const [page = '', ...rest] = path.split('/');
  const name = decoded(rest.join('/'));
  switch (page) {
    case '':
      return jobsRoute(said);
    case 'jobs':
      return name === '' ? jobsRoute(said) : jobRoute(name, said);
    case 'runs':
      return { page: 'run', run: name };
    case 'timeline':
      return timelineRoute(said);
    case 'problems':
    case 'hosts':
      return { page };
    case 'activity':
      return { page, who: said.get('who') ?? '', job: said.get('job') ?? '' };
    default:
      return { page: 'nowhere' };
  }
}

/** The address of a view, from `#` on. */
export function hashOf(route: Route): string {
  switch (route.page) {
    case 'jobs':
      return `#/jobs${searchOf({ q: route.q, state: unless('all', route.state), sort: unless('attention', route.sort) })}`;
    case 'job':
      return jobHash(route.job) + searchOf({ outcome: unless('all', route.outcome), open: route.open ?? '' });
    case 'run':
      return runHash(route.run);
    case 'timeline':
      return `#/timeline${searchOf({ hours: unless('6', String(route.hours)), at: String(route.at ?? '') })}`;
    case 'activity':
      return `#/activity${searchOf({ who: route.who, job: route.job })}`;
    case 'problems':
    case 'hosts':
      return `#/${route.page}`;
    case 'nowhere':
      return '#/';
  }
}

/** The address of a job's page. */
export function jobHash(name: string): string {
  return `#/jobs/${encodeURIComponent(name)}`;
}

/** The address of a run's page. */
export function runHash(id: string): string {
  return `#/runs/${encodeURIComponent(id)}`;
}

function jobsRoute(said: URLSearchParams): Route {
  return {
    page: 'jobs',
    q: said.get('q') ?? '',
    state: FILTERS.find(([key]) => key === said.get('state'))?.[0] ?? 'all',
    sort: SORTS.find(([key]) => key === said.get('sort'))?.[0] ?? 'attention',
  };
}

function jobRoute(job: string, said: URLSearchParams): Route {
  const open = said.get('open');
  return { page: 'job', job, outcome: said.get('outcome') ?? 'all', ...(open !== null && { open }) };
}

function timelineRoute(said: URLSearchParams): Route {
  const hours = SPANS.find(([key]) => String(key) === said.get('hours'))?.[0] ?? 6;
  const at = Number(said.get('at') ?? Number.NaN);
  return { page: 'timeline', hours, ...(Number.isSafeInteger(at) && at > 0 && { at }) };
}

function searchOf(parts: Readonly<Record<string, string>>): string {
  const search = new URLSearchParams(Object.entries(parts).filter(([, value]) => value !== '')).toString();
  return search === '' ? '' : `?${search}`;
}

function unless(usual: string, value: string): string {
  return value === usual ? '' : value;
}

/** A name as it was before it was put into an address; one that was never encoded rightly stays as it is. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
