import type { ErrorReply } from './api.js';
import type { Refusal } from './refusal.js';
import type { Sink } from './sink.js';

/** What is answered: something whole, a stream, or a Response that `authorize` made. */
export type Answer = Whole | Streaming | Handed;

/** An answer that is known as it is sent. */
export interface Whole {
  readonly kind: 'whole';
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | undefined;
  /** Ends its connection: what is kept open holds up a server that closes. */
  readonly isLast?: boolean;
}

/** A Response of the application. */
export interface Handed {
  readonly kind: 'response';
  readonly response: Response;
  /** As above. */
  readonly isLast?: boolean;
}

/** An answer that goes on until either side ends it. */
export interface Streaming {
  readonly kind: 'stream';
  readonly status: 200;
  readonly headers: Readonly<Record<string, string>>;
  /** Begins it. @returns what is to be called when the peer has gone. */
  open(sink: Sink): () => void;
}

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

/** What every answer of ours says, whatever it is. */
const ALWAYS: Readonly<Record<string, string>> = {
  'content-security-policy': POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cache-control': 'private, no-store',
  vary: 'cookie, authorization',
};

/** An answer with text of this type. */
export function text(
  body: string | Uint8Array,
  type: string,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): Whole {
  return { kind: 'whole', status, headers: { ...ALWAYS, 'content-type': type, ...headers }, body };
}

/** An answer in JSON. */
export function json(value: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Whole {
  return text(JSON.stringify(value), 'application/json; charset=utf-8', status, headers);
}

/** An answer that says nothing but its headers: 304 and those to HEAD. */
export function bare(status: number, headers: Readonly<Record<string, string>> = {}): Whole {
  return { kind: 'whole', status, headers: { ...ALWAYS, ...headers }, body: undefined };
}

/** A stream of server-sent events. Proxies are told to hand it through as it comes. */
export function eventStream(open: Streaming['open']): Streaming {
  const headers = {
    ...ALWAYS,
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'private, no-store, no-cache, no-transform',
    'x-accel-buffering': 'no',
  };
  return { kind: 'stream', status: 200, headers, open };
}

/** What a Response of the application says; only that nobody keeps it, and that it is what it says. */
export function headersOf(made: Response): Headers {
  const headers = new Headers(made.headers);
  headers.set('cache-control', 'private, no-store');
  headers.set('x-content-type-options', 'nosniff');
  return headers;
}

/** A refusal, as JSON for programs. */
export function refused({ status, code, message, headers }: Refusal): Whole {
  const reply: ErrorReply = { v: 1, error: { code, message } };
  return json(reply, status, headers);
}
