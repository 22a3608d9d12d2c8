import type { ActionReply, AllReply, Deed } from '../api.js';
import type { Read, Refusal, Replies } from './model.js';
import { learnClock } from './server-clock.js';

/** What came of asking: a body, or a refusal, or neither where nothing has changed. It rejects if nothing answers. */
export interface Asked<T> {
  readonly body?: T;
  readonly refusal?: Refusal;
  readonly etag?: string | null;
}

/** An answer that takes longer than this is none. */
const PATIENCE_MS = 10_000;

/** Reads what `query` asks for; `etag` is that of the answer that is already there. Rejects if nothing answers. */
export async function read<R extends Read>(query: string, etag?: string | null): Promise<Asked<Replies[R]>> {
  const begun = Date.now();
  const asked = await ask<Replies[R] & { readonly now?: number }>(query, etag ? { 'if-none-match': etag } : {});
  if (asked.refusal && asked.refusal.status >= 500) throw new Error(asked.refusal.message);
  if (asked.body?.now) learnClock(asked.body.now, begun);
  return asked;
}

/** What is to be done, as it is said to the server. */
export interface Order {
  readonly do: Deed;
  readonly job?: string;
  readonly run?: string;
  readonly reason?: string;
  readonly until?: number;
}

/** Has it done. Rejects if nothing answers. */
export function order(what: Order): Promise<Asked<ActionReply | AllReply>> {
  return ask(queryOf({ ...what }), { 'x-carillon': '1' }, 'POST');
}

/** A query of what is said; what is empty is not said. */
export function queryOf(parts: Readonly<Record<string, string | number | undefined>>): string {
  const said = Object.entries(parts).filter(([, value]) => value !== undefined && value !== '');
  return `${new URLSearchParams(said.map(([key, value]) => [key, String(value)]))}`;
}

/** The page's own address with a query, in full: relative to one that was opened with a password in it, nothing is fetched. */
export function here(query: string): string {
  return `${location.origin}${location.pathname}?${query}`;
}

async function ask<T>(query: string, headers: Readonly<Record<string, string>>, method = 'GET'): Promise<Asked<T>> {
  const response = await fetch(here(query), {
    method,
    // Where one has to log in elsewhere, what answers is no dashboard; followed to there, nothing would answer at all.
    redirect: 'manual',
    headers: { accept: 'application/json', ...headers },
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  const { status } = response;
  if (status === 304) return {};
  const text = await response.text();
  try {
    const body = JSON.parse(text);
    return response.ok
      ? { body, etag: response.headers.get('etag') }
      : { refusal: { status, message: body.error.message } };
  } catch {
    // A log-in page, or a proxy in between, has answered.
    return { refusal: { status, message: 'What answered was no dashboard: you may have been logged out.' } };
  }
}
