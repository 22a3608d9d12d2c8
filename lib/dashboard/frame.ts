import type { StreamFrames } from './api.js';

/** One server-sent event as bytes, made once for all who get it. `id` is `epoch.rev`: from where to go on. */
export function frame<Name extends keyof StreamFrames>(name: Name, data: StreamFrames[Name], id?: string): Uint8Array {
  // JSON holds no raw line break, and so is one line of data.
  const head = id === undefined ? '' : `id: ${id}\n`;
  return encoder.encode(`${head}event: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
}

const encoder = new TextEncoder();

/** What a stream begins with: how long to wait before coming back. */
export const OPENING: Uint8Array = encoder.encode('retry: 2000\n\n');

/** Keeps proxies from ending a stream that has nothing to say. */
export const COMMENT: Uint8Array = encoder.encode(':\n\n');
