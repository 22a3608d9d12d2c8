import { connect, createServer, type Server, type Socket } from 'node:net';

/** What stands before a server. */
export interface DeafWire {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Stands between as a pooler of transactions does: answers pass, and what a server says unasked does not.
 *
 * Who lets go of it is told nothing, either.
 *
 * @param isDeaf asked when a client connects; where it is not, all passes
 */
export async function deafWire(port: number, isDeaf: () => boolean = () => true): Promise<DeafWire> {
  const sockets = new Set<Socket>();
  const proxy: Server = createServer({ allowHalfOpen: true }, client => {
    const upstream = connect(port, '127.0.0.1');
    const passesAll = !isDeaf();
    let isAsked = true;
    for (const socket of [client, upstream]) sockets.add(socket.on('error', () => {}));
    client.on('data', chunk => {
      isAsked = true;
      upstream.write(chunk);
    });
    upstream.on('data', chunk => {
      // An answer ends with ReadyForQuery, and what comes after it was not asked for.
      if (isAsked || passesAll) client.write(chunk);
      if (chunk.at(-6) === 'Z'.charCodeAt(0)) isAsked = false;
    });
    client.on('end', () => {
      if (passesAll) client.destroy();
    });
    client.on('close', () => upstream.destroy());
    upstream.on('close', () => {
      if (passesAll) client.destroy();
    });
  });
  await new Promise<void>(resolve => proxy.listen(0, '127.0.0.1', resolve));
  const address = proxy.address() as { readonly port: number };
  return {
    port: address.port,
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise(resolve => proxy.close(() => resolve()));
    },
  };
}
