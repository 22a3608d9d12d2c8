import type { Random } from '../../simulation/random.js';
import type { Sent } from './raw-http.js';

/** A request that a bored or hostile peer might send: mostly near what is right, sometimes far from it. */
export interface RandomRequest extends Sent {
  readonly address: string;
}

const NAMES = ['backup', 'digest', 'nonsense', 'constructor', '__proto__', 'a/b%2F..', '<img onerror>', '\u202e', ''];
const READS = [
  'state',
  'jobs',
  'job',
  'runs',
  'run',
  'timeline',
  'why',
  'problems',
  'activity',
  'hosts',
  'metrics',
  'health',
];
const DEEDS = ['run', 'pause', 'resume', 'cancel', 'skip', 'redrive', 'pauseAll', 'resumeAll', 'delete', 'toString'];
const VALUES: Readonly<Record<string, readonly string[]>> = {
  get: [...READS, 'events', 'toString', ''],
  do: DEEDS,
  asset: ['app.js', 'app.css', 'icon.svg', '__proto__', '../x', ''],
  job: [...NAMES, '["backup","digest"]', '[', '[[]]'],
  run: ['r1', 'r2', 'gone', ''],
  at: ['1795205658000', '0', '-1', '1e9', '99999999999999999999', 'now'],
  from: ['1795205658000', '1795200000000', '0', 'x'],
  to: ['1795205658000', '1795209000000', '253402300800000'],
  until: ['1795209000000', '1', 'x'],
  limit: ['1', '100', '500', '501', '0', '-1', '1.5', 'NaN'],
  width: ['1000', '1', '99999'],
  q: ['back', '(', '.*', '', 'x'.repeat(300)],
  state: ['failing', 'look', 'constructor'],
  sort: ['attention', 'next', 'name', 'slowest', 'worst'],
  outcome: ['failed', 'toString'],
  after: ['x', '', '{}', 'W10='],
  before: ['1', 'x', 'r1'],
  since: ['e1.1', 'e1.', '.', 'NaN'],
  reason: ['INC-2231', 'x'.repeat(201), '\u0007\u001b[31m\u202e', ''],
  v: ['x'],
  limit2: ['?'],
};
const PARAMETERS = Object.keys(VALUES);
const HEADERS: Readonly<Record<string, readonly (string | undefined)[]>> = {
  host: ['localhost', 'evil.example', 'localhost:1', '[::1]', 'a b', '', undefined],
  'x-carillon': ['1', '0', undefined],
  origin: ['http://localhost', 'https://evil.example', 'null', ':::'],
  referer: ['http://localhost/', 'https://evil.example/', '\u00ff'],
  'sec-fetch-site': ['same-origin', 'cross-site', 'same-site', 'none', 'x'],
  'sec-fetch-mode': ['navigate', 'cors'],
  'sec-fetch-dest': ['document', 'iframe'],
  'x-forwarded-for': ['1.2.3.4'],
  via: ['1.1 proxy'],
  accept: ['text/html', '*/*'],
  'accept-encoding': ['gzip', 'br;q=0'],
  'if-none-match': ['"x"', '*', 'W/"x"'],
  'content-type': ['application/json', 'multipart/form-data'],
  'content-length': ['0', '5', 'x', '-1'],
  'transfer-encoding': ['chunked', 'gzip'],
  expect: ['100-continue'],
  upgrade: ['websocket'],
  cookie: ['session=1'],
  authorization: ['Bearer x'],
  'last-event-id': ['e1.1', 'x'],
};
const HEADER_NAMES = Object.keys(HEADERS);

/** Draws one. */
export function randomRequest(random: Random): RandomRequest {
  const method = random.weighed([
    [10, 'GET'],
    [8, 'POST'],
    [2, 'HEAD'],
    [1, random.pick(['PUT', 'DELETE', 'OPTIONS', 'PATCH', 'PROPFIND'])],
  ]);
  const isAction = method === 'POST';
  const first = isAction
    ? 'do'
    : random.weighed([
        [6, 'get'],
        [1, 'asset'],
        [1, 'do'],
        [1, random.pick(PARAMETERS)],
      ] as const);
  const likely = isAction && random.chance(0.7) ? ['job'] : [];
  const names = [first, ...likely, ...Array.from({ length: random.int(0, 2) }, () => random.pick(PARAMETERS))];
  const parameters = names.map(name => `${name}=${encoded(random, random.pick(VALUES[name] ?? ['']))}`);
  const query = random.chance(0.05) ? noise(random) : parameters.join('&');
  const headers = Object.fromEntries(
    Array.from({ length: random.int(0, 3) }, () => random.pick(HEADER_NAMES)).map(name => [
      name,
      random.pick(HEADERS[name] ?? ['']),
    ]),
  );
  return {
    method,
    address: random.chance(0.98)
      ? `/${random.pick(['', 'jobs', '../..'])}?${query}`
      : random.pick(['*', '//', `http://x/?${query}`, '/']),
    headers: { ...(isAction && random.chance(0.8) && { 'x-carillon': '1' }), ...headers },
    ...(random.chance(0.1) && { version: '1.0' as const }),
    ...(random.chance(0.2) && { body: noise(random) }),
  };
}

function encoded(random: Random, value: string): string {
  return random.chance(0.9)
    ? encodeURIComponent(value)
    : encodeURI(value).replace(/%(?=[^0-9A-F]|$)/g, random.pick(['%', '%zz', '']));
}

function noise(random: Random): string {
  return Array.from({ length: random.int(0, 40) }, () => String.fromCharCode(random.int(33, 126))).join('');
}
