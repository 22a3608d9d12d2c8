import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The port on which the server has begun to listen. A port that is taken ends the process, and says what to type. */
export async function listening(server: Server): Promise<number> {
  try {
    await once(server, 'listening');
  } catch (error) {
    const { code, port } = error as { readonly code?: string; readonly port?: number };
    if (code !== 'EADDRINUSE' || port === undefined) throw error;
    console.error(`port ${port} is taken by another program: PORT=${port + 1} npm start`);
    process.exit(1);
  }
  return (server.address() as AddressInfo).port;
}
