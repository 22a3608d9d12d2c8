import 'reflect-metadata';
import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import { serve } from '@hono/node-server';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { expect } from 'chai';
import express from 'express';
import fastify from 'fastify';
import { Hono } from 'hono';
import type { Access } from '../../lib/dashboard/access.js';
import { type Dashboard, dashboardOver } from '../../lib/dashboard/dashboard.js';
import { Listening } from '../support/dashboard/event-source.js';
import { FakeConsole } from '../support/dashboard/fake-console.js';
import { ASSETS, FakeSurroundings, listener, portOf } from '../support/dashboard/mounted.js';
import { exchange } from '../support/dashboard/raw-http.js';

/** A name that proxies and routers would take apart, were it in a path. */
const NAME = 'a/b%2F../c?d=e&f#g h';

interface Mount {
  readonly port: number;
  /** The address of the page. */
  readonly at: string;
  close(): unknown;
}

/** How an application mounts it, without any option that says where. */
const MOUNTS: Readonly<Record<string, (dashboard: Dashboard) => Promise<Mount> | Mount>> = {
  'node:http at /': dashboard => ofServer(createServer(listener(dashboard)), '/'),
  'node:http at /deep/er': dashboard =>
    ofServer(
      createServer((incoming, response) => {
        if (incoming.url?.startsWith('/deep/er')) void dashboard.node(incoming, response);
        else response.writeHead(404).end();
      }),
      '/deep/er',
    ),
  'Express, use': dashboard => ofServer(createServer(express().use('/jobs', dashboard.node)), '/jobs'),
  'Express, use, asked with a slash': dashboard =>
    ofServer(createServer(express().use('/jobs', dashboard.node)), '/jobs/'),
  'Express, use, after express.json()': dashboard =>
    ofServer(createServer(express().use(express.json(), express.urlencoded()).use('/jobs', dashboard.node)), '/jobs'),
  'Express, all on one path': dashboard => ofServer(createServer(express().all('/jobs', dashboard.node)), '/jobs'),
  'Fastify, one route': async dashboard => {
    const application = fastify();
    application.all('/jobs', (incoming, reply) => {
      reply.hijack();
      return dashboard.node(incoming.raw, reply.raw);
    });
    await application.listen({ port: 0, host: '127.0.0.1' });
    return { port: portOf(application.server), at: '/jobs', close: () => application.close() };
  },
  'Hono, a route': dashboard =>
    ofServer(
      serve({ fetch: new Hono().all('/jobs', context => dashboard.fetch(context.req.raw)).fetch, port: 0 }) as Server,
      '/jobs',
    ),
  'Hono, mount': dashboard =>
    ofServer(serve({ fetch: new Hono().mount('/jobs', dashboard.fetch).fetch, port: 0 }) as Server, '/jobs'),
  'a Next route file': dashboard => {
    // What Next does with `export const GET = …, POST = …`: a Request, and its own second argument.
    type Route = (request: Request, context: { params: Promise<object> }) => Promise<Response>;
    const { fetch: GET, fetch: POST, fetch: HEAD } = dashboard;
    const routes = new Map<string, Route>(Object.entries({ GET, POST, HEAD }));
    const application = new Hono().all('/jobs', context => {
      const route = routes.get(context.req.method);
      return route?.(context.req.raw, { params: Promise.resolve({}) }) ?? new Response(null, { status: 405 });
    });
    return ofServer(serve({ fetch: application.fetch, port: 0 }) as Server, '/jobs');
  },
  NestJS: async dashboard => {
    class Root {}
    Module({})(Root);
    const application = await NestFactory.create(Root, { logger: false });
    application.use('/jobs', dashboard.node);
    await application.listen(0, '127.0.0.1');
    return { port: portOf(application.getHttpServer()), at: '/jobs', close: () => application.close() };
  },
  'a proxy that changes the prefix': async dashboard => {
    const inner = await ofServer(createServer(listener(dashboard)), '/internal');
    const outer = await ofServer(
      createServer((incoming, response) => forward(inner.port, incoming, response)),
      '/shop/jobs',
    );
    return {
      ...outer,
      close() {
        outer.close();
        inner.close();
      },
    };
  },
};

describe('a dashboard mounted in', () => {
  for (const [where, mount] of Object.entries(MOUNTS)) {
    describe(where, () => {
      let mounted: Mount;
      let dashboard: Dashboard;
      let console: FakeConsole;
      let surroundings: FakeSurroundings;

      beforeEach(async () => {
        console = new FakeConsole('backup', NAME);
        surroundings = new FakeSurroundings();
        const access: Access = { user: 'ana', can: 'operate' };
        dashboard = dashboardOver(console, { authorize: () => access }, surroundings, () => ASSETS);
        mounted = await mount(dashboard);
      });
      afterEach(async () => {
        dashboard.close();
        await mounted.close();
      });

      it('shows its page, whose links all lead back to it', async () => {
        const page = await exchange(mounted.port, mounted.at);
        expect([page.status, page.headers['content-type']]).to.deep.equal([200, 'text/html; charset=utf-8']);
        for (const [, link = ''] of page.body.matchAll(/(?:href|src)="([^"]*)"/g)) {
          const address = new URL(link.replaceAll('&#38;', '&'), `http://localhost${mounted.at}`);
          const file = await exchange(mounted.port, `${address.pathname}${address.search}`);
          expect(file.status, address.href).to.equal(200);
        }
      });

      it('is asked and told by a query, whatever a job is called', async () => {
        const job = encodeURIComponent(NAME);
        const read = await exchange(mounted.port, `${mounted.at}?get=job&job=${job}`);
        expect([read.status, read.json<{ job: { name: string } }>().job.name]).to.deep.equal([200, NAME]);
        const headers = { 'x-carillon': '1', 'content-type': 'application/json', 'content-length': '2' };
        const sent = { method: 'POST', headers, body: '{}' };
        expect((await exchange(mounted.port, `${mounted.at}?do=pause&job=${job}&reason=x`, sent)).status).to.equal(202);
        expect(console.commands).to.deep.equal([{ do: 'pause', job: NAME, reason: 'x', by: 'ana' }]);
        expect((await exchange(mounted.port, mounted.at, { method: 'HEAD' })).status).to.equal(200);
      });

      it('streams', async () => {
        const stream = await Listening.to(mounted.port, 'get=events', {}, mounted.at);
        await stream.hears('hello');
        console.put({ name: NAME, streak: 3 });
        surroundings.tick();
        const [rows] = (await stream.hears('jobs')) as [{ streak: number }[]];
        expect(rows[0]?.streak).to.equal(3);
        console.state = 'stopping';
        console.tell({ kind: 'state', state: 'stopping' });
        expect(await stream.ends()).to.deep.equal(['hello', 'jobs', 'bye']);
      });
    });
  }
});

async function ofServer(server: Server, at: string): Promise<Mount> {
  if (!server.listening) await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    port: portOf(server),
    at,
    async close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

function forward(port: number, incoming: IncomingMessage, response: ServerResponse): void {
  const path = (incoming.url ?? '').replace('/shop/jobs', '/internal');
  const inner = request({ port, host: '127.0.0.1', path, method: incoming.method, headers: incoming.headers }, got => {
    response.writeHead(got.statusCode ?? 502, got.headers);
    got.pipe(response);
  });
  inner.on('error', () => response.destroy());
  response.on('close', () => inner.destroy());
  incoming.pipe(inner);
}
