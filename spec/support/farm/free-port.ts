import { once } from 'node:events';
import { createServer, type Server } from 'node:net';

/** Lets a server of this machine listen on a port that is free, which holds no process alive. @returns which */
export async function listenOnFreePort(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1').unref();
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port is free');
  return address.port;
}

/** A port that is free, for a process that is told on which to listen. */
export async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listenOnFreePort(server);
  server.close();
  await once(server, 'close');
  return port;
}
