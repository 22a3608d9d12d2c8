import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Dashboard, dashboardOver } from '../../../lib/dashboard/dashboard.js';
import type { DashboardOptions } from '../../../lib/dashboard/options.js';
import { FakeConsole } from './fake-console.js';
import { exchange, type Got, type Sent } from './raw-http.js';

/** What stands for the page's files where no page is looked at. */
export const ASSETS = { 'app.js': 'let ran = 1;', 'app.css': 'body{}', 'icon.svg': '<svg/>' } as const;

/** The timers and the environment of a dashboard in a spec: time passes when the spec says so. */
export class FakeSurroundings {
  readonly warnings: string[] = [];
  readonly isProduction: boolean;
  readonly #rings = new Set<() => void>();

  constructor(isProduction = false) {
    this.isProduction = isProduction;
  }

  readonly warn = (message: string) => void this.warnings.push(message);

  every(_ms: number, ring: () => void): () => void {
    this.#rings.add(ring);
    return () => void this.#rings.delete(ring);
  }

  get timers(): number {
    return this.#rings.size;
  }

  /** Lets a quarter of a second pass, so many times. */
  tick(count = 1): void {
    for (let left = count; left > 0; left -= 1) for (const ring of [...this.#rings]) ring();
  }
}

/** A dashboard behind a real listener on a port of its own. */
export class Mounted {
  readonly console: FakeConsole;
  readonly surroundings: FakeSurroundings;
  readonly dashboard: Dashboard;
  readonly server: Server;

  private constructor(console: FakeConsole, surroundings: FakeSurroundings, dashboard: Dashboard, server: Server) {
    this.console = console;
    this.surroundings = surroundings;
    this.dashboard = dashboard;
    this.server = server;
  }

  static async over(
    options: DashboardOptions = {},
    { isProduction = false, console = new FakeConsole('backup', 'digest') } = {},
  ) {
    const surroundings = new FakeSurroundings(isProduction);
    const dashboard = dashboardOver(console, options, surroundings, () => ASSETS);
    const server = await listening(listener(dashboard));
    return new Mounted(console, surroundings, dashboard, server);
  }

  get port(): number {
    return portOf(this.server);
  }

  /** Sends one request as bytes, by default a harmless GET of localhost. */
  send(query: string, sent: Sent = {}): Promise<Got> {
    return exchange(this.port, `/?${query}`, sent);
  }

  /** Sends an action as the page does. */
  act(query: string, sent: Sent = {}): Promise<Got> {
    return this.send(query, { method: 'POST', ...sent, headers: { 'x-carillon': '1', ...sent.headers } });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.dashboard.close();
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}

/** A server of this listener on a free port of this machine. */
export async function listening(listener: RequestListener): Promise<Server> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

/** A dashboard as node:http takes a listener; its promise never rejects. */
export function listener(dashboard: Dashboard): RequestListener {
  return (request, response) => void dashboard.node(request, response);
}

/** The port that a server listens at. */
export function portOf(server: { address(): AddressInfo | string | null }): number {
  return (server.address() as AddressInfo).port;
}
