import type { Server } from 'node:http';

/** A server that listens, and keeps no process alive. */
export interface Listening {
  readonly port: number;
  close(): void;
}

/** Has a server listen, on all interfaces unless a host is named. @throws the error of a port that is taken */
export async function listening(server: Server, port: number, host?: string): Promise<Listening> {
  await new Promise<void>((resolve, reject) => {
    // What comes after that is of one connection, as for want of files: who asks comes again.
    server.on('error', reject);
    server.listen({ port, ...(host !== undefined && { host }) }, resolve);
  });
  server.unref();
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
