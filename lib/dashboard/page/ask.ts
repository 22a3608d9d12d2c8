import type { ActionReply, AllReply, Deed, ErrorReply } from '../api.js';
import type { Read, Refusal, Replies } from './model.js';
import { learnClock } from './server-clock.js';

/** What came of asking: a body, the news that nothing has changed, or a refusal. It rejects if nothing answers. */
export type Asked<T> =
  | { readonly kind: 'body'; readonly body: T; readonly etag?: string }
  | { readonly kind: 'same' }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/** An answer that takes longer than this is none. */
const PATIENCE_MS = 10_000;

/** Reads what `query` asks for; `etag` is that of the answer that is already there. Rejects if nothing answers. */
export async function read<R extends Read>(query: string, etag?: string): Promise<Asked<Replies[R]>> {
  const asked = Date.now();
  const response = await fetch(`?${query}`, {
    cache: 'no-store',
    headers: { accept: 'application/json', ...(etag !== undefined && { 'if-none-match': etag }) },
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  if (response.status === 304) return { kind: 'same' };
  if (response.status >= 500) throw new Error('what answers can say nothing now');
  if (!isJson(response) || !response.ok) return { kind: 'refused', refusal: await refusalOf(response) };
  const body: Replies[R] & { readonly now?: number } = await response.json();
  if (body.now !== undefined) learnClock(body.now, asked);
  const tag = response.headers.get('etag');
  return { kind: 'body', body, ...(tag !== null && { etag: tag }) };
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
export async function order(what: Order): Promise<Asked<ActionReply | AllReply>> {
  const parts = Object.entries(what).filter(([, value]) => value !== undefined && value !== '');
  const query = new URLSearchParams(parts.map(([key, value]) => [key, String(value)]));
  const response = await fetch(`?${query}`, {
    method: 'POST',
    headers: { 'x-carillon': '1', accept: 'application/json' },
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  if (!response.ok) return { kind: 'refused', refusal: await refusalOf(response) };
  return { kind: 'body', body: await response.json() };
}

/** A log-in page is an answer too, but none to what was asked. */
function isJson({ headers }: Response): boolean {
  return headers.get('content-type')?.includes('json') === true;
}

async function refusalOf(response: Response): Promise<Refusal> {
  try {
    const { error }: ErrorReply = await response.json();
    return { status: response.status, code: String(error.code), message: String(error.message) };
  } catch {
    // A log-in page, or a proxy in between, has answered.
    return {
      status: response.status,
      code: 'foreign',
      message: 'What answered was no dashboard: you may have been logged out.',
    };
  }
}
