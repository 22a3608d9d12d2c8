import type { IncomingMessage, Server, ServerResponse } from 'node:http';

/** What is needed of a dashboard. */
export interface Served {
  node(request: IncomingMessage, response: ServerResponse): Promise<void>;
  close(reason?: string): void;
}

/** A dashboard that is served to this host alone. */
export interface DashboardServer {
  readonly url: string;
  readonly server: Server;
  close(): void;
}

/** Listens on loopback; it keeps no process alive. @throws the error of a port that is taken */
export async function serveDashboard(port: number, dashboard: Served): Promise<DashboardServer> {
  const { createServer } = await import('node:http');
  const server = createServer((request, response) => void dashboard.node(request, response));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  server.unref();
  const address = server.address();
  const at = typeof address === 'object' && address !== null ? address.port : port;
  const close = () => {
    dashboard.close('the worker has stopped');
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${at}/`, server, close };
}
