import 'reflect-metadata';
import { createServer } from 'node:http';
import { parseArgs } from 'node:util';
import { createTerminus } from '@godaddy/terminus';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import closeWithGrace from 'close-with-grace';
import fastify from 'fastify';
import { onExit } from 'signal-exit';
import { Registry, Scheduler } from '../../../lib/index.js';
import { awake, say } from './work.js';

/**
 * A process whose signals others handle, too: `work` and `clean` say how long, in milliseconds, the job goes on and the
 * others clean up once they are asked to end.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    work: { type: 'string', default: '300' },
    clean: { type: 'string', default: '50' },
    leave: { type: 'string' },
  },
});
const cleanMs = Number(values.clean);

/** Each listens in its own way; some have a server, which holds the process alive. */
const OTHERS: Readonly<Record<string, (scheduler: Scheduler) => unknown>> = {
  'signal-exit': () => onExit((_status, signal) => say(`signal-exit heard ${signal}`)),
  'signal-exit-keeping': () =>
    onExit(() => {
      say('signal-exit heard it');
      setTimeout(() => process.exit(7), cleanMs);
      return true;
    }),
  'nest-context': async () => {
    const application = await NestFactory.createApplicationContext(moduleOf(), { logger: false });
    application.enableShutdownHooks();
  },
  nest: async () => {
    const application = await NestFactory.create(moduleOf(), { logger: false });
    application.enableShutdownHooks();
    await application.listen(0, '127.0.0.1');
  },
  terminus: async () => {
    const server = createServer();
    createTerminus(server, { signals: ['SIGTERM', 'SIGINT'], onSignal: () => clean('terminus') });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
  },
  'close-with-grace': () => closeWithGrace({ delay: 10_000 }, () => clean('close-with-grace')),
  fastify: async () => {
    const server = fastify();
    server.addHook('onClose', () => clean('fastify'));
    await server.listen({ port: 0, host: '127.0.0.1' });
    process.once('SIGTERM', () => void server.close().then(() => process.kill(process.pid, 'SIGTERM')));
  },
  raising: () => {
    const listener = () =>
      void clean('application').then(() => {
        process.removeListener('SIGTERM', listener);
        process.kill(process.pid, 'SIGTERM');
      });
    process.on('SIGTERM', listener);
  },
  'raising-at-once': () => {
    process.once('SIGTERM', () => void process.kill(process.pid, 'SIGTERM'));
  },
  loader: () => {
    createServer().listen(0, '127.0.0.1');
    // As ts-node-dev has it.
    process.on('SIGTERM', () => {
      if (process.listeners('SIGTERM').length === 1) process.exit(0);
    });
  },
  tsx: async scheduler => {
    createServer().listen(0, '127.0.0.1');
    // It says nothing of when it has begun to listen, and hides that it does. Asked to stop, it kills who is slow.
    while (process.rawListeners('SIGTERM').length === 0) await awake(10);
    scheduler.on('started', () => process.kill(process.pid, 'SIGTERM'));
  },
  late: scheduler => scheduler.on('stopping', () => void process.on('SIGTERM', () => process.exit(7))),
};

const registry = new Registry();
registry.schedule(job).toRunNow();
const handleSignals = values.leave === 'exit' ? ({ leaveBy: 'exit' } as const) : true;
const scheduler = new Scheduler(registry, { handleSignals, stop: { drain: 5000, cancel: 1000 } });
for (const other of positionals) await OTHERS[other]?.(scheduler);
scheduler.start().on('started', () => say('ready'));
process.on('exit', status => say(`exit ${status}`));

async function job({ stopping, signal }: { readonly stopping: AbortSignal; readonly signal: AbortSignal }) {
  const begin = setInterval(() => {}, 60_000);
  await new Promise(resolve => stopping.addEventListener('abort', resolve));
  await Promise.race([awake(Number(values.work)), new Promise(resolve => signal.addEventListener('abort', resolve))]);
  clearInterval(begin);
  say(signal.aborted ? 'job cut' : 'job ended');
}

async function clean(who: string): Promise<void> {
  await awake(cleanMs);
  say(`${who} is clean`);
}

function moduleOf(): new () => object {
  class Cleaner {
    onApplicationShutdown(): Promise<void> {
      return clean('nest');
    }
  }
  class Application {}
  Module({ providers: [Cleaner] })(Application);
  return Application;
}
