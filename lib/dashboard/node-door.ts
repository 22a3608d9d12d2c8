import type { IncomingMessage, ServerResponse } from 'node:http';
import type { TLSSocket } from 'node:tls';
import { ScheduleError } from '../index.js';
import { type Answer, headersOf, type Whole } from './answer.js';
import type { Call } from './call.js';
import type { Sink } from './sink.js';

/** A body of at most so many bytes is let through and forgotten; one that is longer, or has no end, ends its connection. */
const MAX_DISCARDED_BYTES = 1_000_000;

const WRONG_DOOR =
  "node of a dashboard takes a request of node:http and its response, Fastify's as request.raw and reply.raw; a Request goes to its fetch";

/** Answers a request of node:http, as Express, Fastify and NestJS hand it on too. Rejects for nothing else. */
export async function serveNode(
  answer: (call: Call) => Promise<Answer>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (typeof response?.setHeader !== 'function') throw new ScheduleError(WRONG_DOOR);
  response.on('error', () => {}); // The peer has gone; nobody is left to be told.
  const answered = await answer(nodeCall(request));
  if (response.headersSent || response.destroyed) return;
  if (isLast(request, answered)) response.setHeader('connection', 'close');
  switch (answered.kind) {
    case 'whole':
      return sendWhole(answered, response);
    case 'stream': {
      response.writeHead(answered.status, answered.headers);
      response.flushHeaders();
      response.on('close', answered.open(sinkOf(response)));
      return;
    }
    case 'response':
      return sendResponse(answered.response, response);
  }
}

function sendWhole({ status, headers, body }: Whole, response: ServerResponse): void {
  response.writeHead(status, headers);
  response.end(body);
}

async function sendResponse(made: Response, response: ServerResponse): Promise<void> {
  const headers = headersOf(made);
  const cookies = headers.getSetCookie();
  headers.delete('set-cookie');
  try {
    const body = new Uint8Array(await made.arrayBuffer());
    response.writeHead(made.status, {
      ...Object.fromEntries(headers),
      ...(cookies.length > 0 && { 'set-cookie': cookies }),
    });
    response.end(body);
  } catch {
    response.destroy(); // Its body broke off, and so must what was made of it.
  }
}

/** Whether the connection ends with this: what is not read would keep it until its time is up. HTTP/2 knows no such thing. */
function isLast({ httpVersionMajor, complete, headers }: IncomingMessage, answered: Answer): boolean {
  if (httpVersionMajor >= 2) return false;
  // A stream ends when something stops, and what is kept open after it would hold that up.
  if (answered.kind === 'stream' || answered.isLast) return true;
  const isLong = Number(headers['content-length'] ?? 0) > MAX_DISCARDED_BYTES;
  return !complete && (isLong || headers['transfer-encoding'] !== undefined);
}

function sinkOf(response: ServerResponse): Sink {
  let queued = 0;
  return {
    get queued() {
      return queued;
    },
    send(frame) {
      queued += 1;
      response.write(frame, () => {
        queued -= 1;
      });
    },
    end: () => void response.end(),
    cut: () => void response.destroy(),
  };
}

function nodeCall(request: IncomingMessage & { readonly originalUrl?: string }): Call {
  const address = request.originalUrl ?? request.url ?? '';
  const { headers } = request;
  const host = hostOf(request, address);
  const target = targetOf(address);
  return {
    method: request.method ?? '',
    query: queryOf(target),
    addressLength: address.length,
    host,
    header(name) {
      const value = headers[name];
      return Array.isArray(value) ? value.join(', ') : value;
    },
    hasHeader: isSuch => Object.keys(headers).some(isSuch),
    peer: request.socket.remoteAddress,
    request: () => requestOf(request, target, host),
  };
}

/**
 * An address from its path on, without what a `#` would hide of it from who reads it as a URL: what is answered is what
 * `authorize` was asked about.
 */
function targetOf(address: string): string {
  const target = address.replace(/^\w+:\/\/[^/?#]*|#.*$/gs, '');
  return target.startsWith('/') ? target : `/${target}`;
}

function queryOf(target: string): string {
  const mark = target.indexOf('?');
  return mark < 0 ? '' : target.slice(mark + 1);
}

/**
 * Of several hosts Node takes the first, and a proxy perhaps another: none is taken. An address as it is sent to a proxy
 * says the host itself, whatever the header says.
 */
function hostOf({ headers, rawHeaders }: IncomingMessage, address: string): string | undefined {
  const hosts = rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'host').length;
  if (hosts > 1) return undefined;
  const asked = /^\w+:\/\/([^/?#]*)/.exec(address)?.[1];
  if (asked !== undefined) return asked;
  const authority = headers[':authority'];
  return headers.host ?? (typeof authority === 'string' ? authority : undefined);
}

function requestOf(request: IncomingMessage, target: string, host: string | undefined): Request {
  const { encrypted } = request.socket as Partial<TLSSocket>;
  const headers = new Headers();
  for (let index = 0; index < request.rawHeaders.length; index += 2) {
    const [name = '', value = ''] = request.rawHeaders.slice(index, index + 2);
    if (!name.startsWith(':')) headers.append(name, value);
  }
  return new Request(`${encrypted ? 'https' : 'http'}://${host}${target}`, {
    method: request.method ?? 'GET',
    headers,
  });
}
