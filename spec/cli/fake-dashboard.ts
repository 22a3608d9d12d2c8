import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SHOP_NOW } from './shop.js';

/** What a fake dashboard answers: a status and a document, or what it does with the response itself. */
export type Answer = readonly [status: number, document: unknown, headers?: Record<string, string>];
export type Answers = Readonly<
  Record<string, (query: URLSearchParams, response: ServerResponse) => Answer | undefined>
>;

/** A server that speaks the HTTP interface of a dashboard, as far as a spec says. */
export class FakeDashboard {
  readonly #server: Server;
  readonly url: string;
  /** What was asked, in order: method and query. */
  readonly asked: string[] = [];
  readonly headers: IncomingMessage['headers'][] = [];

  constructor(server: Server) {
    this.#server = server;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jobs`;
  }

  /** Answers by `get=…` or `do=…`; what is not there is 404. */
  static async start(answers: Answers): Promise<FakeDashboard> {
    const server = createServer((request, response) => {
      const { searchParams } = new URL(request.url ?? '', 'http://localhost');
      fake.asked.push(`${request.method} ${decodeURIComponent(request.url ?? '')}`);
      fake.headers.push(request.headers);
      const key = [...searchParams]
        .filter(([name]) => name === 'get' || name === 'do')
        .map(([name, value]) => `${name}=${value}`);
      const answer = (answers[key.join()] ?? unknown)(searchParams, response);
      if (answer === undefined) return;
      const [status, document, headers = {}] = answer;
      const isText = typeof document === 'string';
      response.writeHead(status, { 'content-type': isText ? 'text/html' : 'application/json', ...headers });
      response.end(isText ? document : JSON.stringify(document));
    });
    await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening));
    const fake = new FakeDashboard(server);
    return fake;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(closed => this.#server.close(closed));
  }
}

/** Begins a stream of events. */
export function stream(
  response: ServerResponse,
  ...frames: readonly (readonly [event: string, data: unknown])[]
): void {
  if (!response.headersSent) response.writeHead(200, { 'content-type': 'text/event-stream' });
  for (const [event, data] of frames) response.write(`id: e.1\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
}

/** A refusal, as the interface answers it. */
export function refusal(status: number, code: string, message: string): Answer {
  return [status, { v: 1, error: { code, message } }];
}

function unknown(): Answer {
  return refusal(404, 'no_such', 'there is no such thing');
}

/** When it is asked. */
export const NOW = Date.parse(SHOP_NOW);
/** In milliseconds. */
export const MINUTE = 60_000;
/** What is in every answer that can go stale. */
export const stamp = { v: 1, epoch: 'e', rev: 1, now: NOW };
/** A job in a list. */
export const row = (name: string, more: object = {}) => ({
  name,
  words: 'every hour',
  zone: 'Europe/Berlin',
  state: 'ok',
  streak: 0,
  strip: '',
  rev: 1,
  ...more,
});

/** A scheduler of twelve jobs. */
export const STATE = {
  ...stamp,
  scheduler: {
    name: 'shop',
    state: 'running',
    zone: 'Europe/Berlin',
    startedAt: NOW - 132 * MINUTE,
    host: 'web-1',
    pid: 4182,
  },
  counts: { jobs: 12, running: 1, failing: 1, paused: 1 },
};
const ROWS = [
  row('exchange-rates', {
    state: 'failing',
    streak: 4,
    next: NOW + 42_000,
    last: { id: 'r1', at: NOW, ms: 80, kind: 'failed', message: 'the bank did not answer' },
  }),
  row('stock-count', {
    state: 'running',
    run: 'r2',
    since: NOW - 138_000,
    progress: { done: 7, total: 12, message: 'shelf 7: wine' },
  }),
  row('legacy-import', {
    state: 'paused',
    paused: { by: 'ana', reason: 'vendor outage, see INC-2231', at: NOW - 3 * 24 * 60 * MINUTE },
  }),
  ...['digest', 'backup', 'a', 'b', 'c', 'd', 'e', 'f', '\x1b[31mevil'].map(name => row(name)),
];
/** What the reads of all commands get. */
export const READS: Answers = {
  'get=state': () => [200, STATE],
  'get=job': query => [200, { ...stamp, job: row(query.get('job') ?? '') }],
  'get=runs': () => [200, { v: 1, runs: [] }],
  'get=jobs': query => {
    const [from, limit] = [Number(query.get('after') ?? 0), 5];
    const jobs = ROWS.slice(from, from + limit);
    return [
      200,
      {
        ...stamp,
        total: 12,
        matching: 12,
        jobs,
        ...(from + limit < ROWS.length ? { after: String(from + limit) } : {}),
      },
    ];
  },
};
