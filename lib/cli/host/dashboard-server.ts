import type { IncomingMessage, ServerResponse } from 'node:http';
import { listening } from './listening.js';

/** What is needed of a dashboard. */
export interface Served {
  node(request: IncomingMessage, response: ServerResponse): Promise<void>;
  close(reason?: string): void;
}

/** A dashboard that is served to this host alone. */
export interface DashboardServer {
  readonly url: string;
  close(): void;
}

const LOOPBACK = '127.0.0.1';

/** Serves a dashboard. @throws the error of a port that is taken */
export async function serveDashboard(port: number, dashboard: Served): Promise<DashboardServer> {
  const { createServer } = await import('node:http');
  const server = createServer((request, response) => void dashboard.node(request, response));
  const at = await listening(server, port, LOOPBACK);
  return {
    url: `http://${LOOPBACK}:${at.port}/`,
    close() {
      dashboard.close('the worker has stopped');
      at.close();
    },
  };
}
