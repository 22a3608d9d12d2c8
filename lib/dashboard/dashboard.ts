import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Console } from '../console/console.js';
import type { Assets } from './api.js';
import { serveFetch } from './fetch-door.js';
import { Handler } from './handler.js';
import { serveNode } from './node-door.js';
import { checkDashboardOptions, type DashboardOptions } from './options.js';
import type { Surroundings } from './surroundings.js';

/** A dashboard, to be mounted at any address: it doesn't look at paths. */
export interface Dashboard {
  /**
   * For who speaks in Requests: Hono, Next and their like. `{ remoteAddress }` says who asks; without it that isn't known,
   * and `authorize` is needed. What else a framework passes as a second argument, of whatever type, is not looked at.
   * Rejects for what is no Request alone.
   */
  readonly fetch: (request: Request, context?: unknown) => Promise<Response>;
  /**
   * For node:http, and what hands on its requests: Express, Fastify, NestJS. The body is never read. Rejects for requests of
   * another kind alone.
   */
  readonly node: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  /** Ends all streams, lets go of the scheduler, and answers 503 from now on. A second call does nothing. The page
   * tells `reason` to people. */
  close(reason?: string): void;
}

/** @internal Makes a dashboard over a console. @throws ScheduleError for an impossible option */
export function dashboardOver(
  source: Console,
  options: DashboardOptions,
  surroundings: Surroundings,
  assets: () => Assets,
): Dashboard {
  checkDashboardOptions(options);
  const handler = new Handler(source, options, surroundings, assets);
  if (handler.isShut) surroundings.warn(SHUT);
  const answer = handler.answer.bind(handler);
  return {
    fetch(request, context) {
      const peer = (context as { readonly remoteAddress?: unknown } | null | undefined)?.remoteAddress;
      return serveFetch(answer, request, typeof peer === 'string' ? peer : undefined);
    },
    node: (request, response) => serveNode(answer, request, response),
    close(reason) {
      handler.close(reason);
      source.close();
    },
  };
}

const SHUT =
  'in production a dashboard without authorize answers health only, since a proxy on the same host would make everybody ' +
  'look local: say who may come in, as dashboard(scheduler, { authorize: request => … }), or { local: true }';
