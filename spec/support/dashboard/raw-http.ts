import { connect } from 'node:net';

/** One request as it is put on the wire. */
export interface Sent {
  readonly method?: string;
  /** `undefined` leaves out what would be sent by default. */
  readonly headers?: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly version?: '1.0' | '1.1';
  readonly body?: string | Uint8Array;
  /** Hangs up when the answer holds this: a stream has no end. */
  readonly until?: string;
}

/** What came back. */
export interface Got {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The body as JSON. */
  json<T = Record<string, unknown>>(): T;
}

/** Puts a request on a socket of its own, byte by byte, and reads the answer to the end of the connection. */
export function exchange(port: number, address: string, sent: Sent = {}): Promise<Got> {
  return onWire(port, [head(port, address, sent), sent.body], sent.until);
}

/** Puts these very bytes on a socket, and reads the answer to the end of the connection. */
export function bytes(port: number, ...parts: readonly string[]): Promise<Got> {
  return onWire(port, parts, undefined);
}

function onWire(
  port: number,
  parts: readonly (string | Uint8Array | undefined)[],
  until: string | undefined,
): Promise<Got> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(port, '127.0.0.1', () => {
      for (const part of parts) if (part !== undefined) socket.write(part);
    });
    socket.on('data', chunk => {
      chunks.push(chunk);
      if (until !== undefined && Buffer.concat(chunks).includes(until)) socket.destroy();
    });
    socket.on('error', error => (chunks.length === 0 ? reject(error) : undefined));
    socket.on('close', () => resolve(read(Buffer.concat(chunks).toString('utf8'))));
  });
}

/** The head of a request, up to the empty line. */
export function head(port: number, address: string, { method = 'GET', headers = {}, version = '1.1' }: Sent): string {
  const all = { host: `localhost:${port}`, connection: 'close', ...headers };
  const lines = Object.entries(all).flatMap(([name, value]) =>
    value === undefined ? [] : [value].flat().map(text => `${name}: ${text}`),
  );
  return `${method} ${address} HTTP/${version}\r\n${lines.join('\r\n')}\r\n\r\n`;
}

/** The first answer, without the interim one that says to go on; what follows answers what followed the request. */
function read(all: string): Got {
  const text = all.replace(/^HTTP\/1\.1 100 Continue\r\n\r\n/, '');
  const end = text.indexOf('\r\n\r\n');
  const [status = '', ...lines] = text.slice(0, end < 0 ? text.length : end).split('\r\n');
  const headers = Object.fromEntries(
    lines.map(line => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  );
  const raw = end < 0 ? '' : text.slice(end + 4);
  const length = headers['content-length'];
  const whole = length === undefined ? raw : Buffer.from(raw, 'utf8').subarray(0, Number(length)).toString('utf8');
  const body = headers['transfer-encoding'] === 'chunked' ? unchunked(raw) : whole;
  return { status: Number(status.split(' ')[1]), headers, body, json: () => JSON.parse(body) };
}

/** Good enough for what a spec reads: the sizes are of bytes, and the text is ASCII where it matters. */
function unchunked(raw: string): string {
  const source = Buffer.from(raw, 'utf8');
  let body = '';
  for (let at = 0; at < source.length; ) {
    const lineEnd = source.indexOf('\r\n', at);
    const size = Number.parseInt(source.subarray(at, lineEnd).toString(), 16);
    if (!(size > 0)) break;
    body += source.subarray(lineEnd + 2, lineEnd + 2 + size).toString('utf8');
    at = lineEnd + 4 + size;
  }
  return body;
}
