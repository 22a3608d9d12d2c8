import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { Console } from '../../../lib/console/console.js';
import { pageAssets } from '../../../lib/dashboard/assets.js';
import { type Dashboard, dashboardOver } from '../../../lib/dashboard/dashboard.js';
import type { DashboardOptions } from '../../../lib/dashboard/options.js';
import { processSurroundings } from '../../../lib/dashboard/surroundings.js';

/** A dashboard with its own page, behind a real listener. */
export class Served {
  readonly dashboard: Dashboard;
  readonly server: Server;
  readonly #port: number;

  private constructor(dashboard: Dashboard, server: Server, port: number) {
    this.dashboard = dashboard;
    this.server = server;
    this.#port = port;
  }

  /** Serves what a console tells, at `port` or at a free one. */
  static over(console: Console, options: DashboardOptions = {}, port = 0): Promise<Served> {
    return Served.at(dashboardOver(console, options, processSurroundings, pageAssets), port);
  }

  /** Serves a dashboard. */
  static async at(dashboard: Dashboard, port = 0): Promise<Served> {
    const server = createServer((request, response) => void dashboard.node(request, response)).listen(
      port,
      '127.0.0.1',
    );
    await once(server, 'listening');
    const address = server.address();
    return new Served(dashboard, server, typeof address === 'object' && address !== null ? address.port : port);
  }

  get port(): number {
    return this.#port;
  }

  /** The address of a view; below a path, since no path is looked at. */
  url(hash = ''): string {
    return `http://127.0.0.1:${this.#port}/shop/jobs${hash}`;
  }

  /** Ends it as a process that dies does: every connection is cut. */
  async cut(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.dashboard.close();
    if (this.server.listening) await this.cut();
  }
}
