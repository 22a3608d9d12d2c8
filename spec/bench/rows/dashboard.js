// @ts-check
import { once } from 'node:events';
import http from 'node:http';
import { localConsole } from '../../../dist/lib/console/index.js';
import { dashboard } from '../../../dist/lib/dashboard/index.js';
import { Registry, Scheduler } from '../../../dist/lib/index.js';
import { atMost, atMostMore } from '../measure/bars.js';
import { inChild } from '../measure/in-child.js';
import { interleave } from '../measure/rounds.js';
import { scaled, settings } from '../settings.js';

const STREAMS = 50;

export const row = {
  title: 'the dashboard: its pages, its projection, its streams',
  /** @returns {Promise<import('../measure/bars.js').Measurement[]>} */
  run: () => measureAll(scaled(10_000, 100), scaled(600, 1), settings.processRounds),
};

/**
 * Each in a process of its own.
 * @param {number} jobs @param {number} seconds @param {number} rounds
 */
export async function measureAll(jobs, seconds, rounds) {
  const limitMs = settings.limitMs + seconds * 1000;
  /** @param {string} name @param {readonly unknown[]} args */
  const sampled = async (name, args) => {
    const samples = [];
    for (let round = 0; round < rounds; round++) samples.push(await inChild(import.meta.url, name, args, { limitMs }));
    return samples;
  };
  const pages = { carillon: { samples: await sampled('page', [jobs]) } };
  const runs = await inChild(import.meta.url, 'runs', [scaled(20_000, 100)]);
  const bytes = { carillon: { samples: await sampled('bytesPerJob', [jobs]) } };
  const streams = await inChild(import.meta.url, 'streams', [STREAMS, seconds], { limitMs });
  const cpu = { carillon: { samples: [streams.cpuPercent] } };
  const growth = { carillon: { samples: [streams.grownKb] } };
  const stops = {
    carillon: { samples: await sampled('stop', [STREAMS]) },
    'without a stream': { samples: await sampled('stop', [0]) },
  };
  return [
    { what: `100 rows of ${jobs} jobs`, unit: 'ms', results: pages, verdicts: [atMost(10, 'ms', pages)] },
    {
      what: 'one run, of an empty job by hand',
      unit: 'µs',
      results: runs,
      verdicts: [atMostMore(1, 'µs', runs, 'without a dashboard')],
    },
    { what: 'memory of the projection', unit: 'B a job', results: bytes, verdicts: [atMost(1_000, 'B', bytes)] },
    {
      what: `${STREAMS} streams at 100 runs a second, ${seconds} s`,
      unit: '% of a core',
      results: cpu,
      verdicts: [atMost(5, '%', cpu)],
    },
    { what: 'the heap meanwhile', unit: 'kB more', results: growth, verdicts: [atMost(1_000, 'kB', growth)] },
    {
      what: `a stop with ${STREAMS} streams`,
      unit: 'ms',
      results: stops,
      verdicts: [atMostMore(100, 'ms', stops, 'without a stream')],
    },
  ];
}

/** In the child: the first page by what needs a look, after one job in a hundred has changed. @param {number} count */
export async function page(count) {
  const scheduler = schedulerOf(count);
  const watched = localConsole(scheduler);
  const { jobs } = scheduler;
  for (const job of jobs) await job.trigger();
  watched.jobs({ sort: 'attention', limit: 100 });
  const times = [];
  for (let round = 0; round < 21; round++) {
    for (let index = round; index < jobs.length; index += 100) await jobs[index]?.trigger();
    const began = performance.now();
    JSON.stringify(await watched.jobs({ sort: 'attention', limit: 100 }));
    times.push(performance.now() - began);
  }
  return times.sort((a, b) => a - b)[10];
}

/** In the child: what a run takes with a console, while somebody looks at it, and without. @param {number} count */
export async function runs(count) {
  const scheduler = schedulerOf(100);
  const { jobs } = scheduler;
  const measure = async () => {
    const before = process.cpuUsage();
    for (let i = 0; i < count; i++) await jobs[i % 100]?.trigger();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / count;
  };
  await measure();
  /** @param {boolean} isLookedAt */
  const measureWatched = async isLookedAt => {
    const watched = localConsole(scheduler);
    if (isLookedAt) watched.revision();
    await measure();
    const time = await measure();
    watched.close();
    return time;
  };
  return interleave({
    carillon: () => measureWatched(false),
    'while somebody looks': () => measureWatched(true),
    'without a dashboard': measure,
  });
}

/** In the child: what a console holds of each job that has run, beside what its scheduler holds. @param {number} count */
export async function bytesPerJob(count) {
  const scheduler = schedulerOf(count);
  for (const job of scheduler.jobs) for (let run = 0; run < 3; run++) await job.trigger();
  const before = heap();
  const watched = localConsole(scheduler);
  watched.revision();
  watched.jobs({ sort: 'attention', limit: 100 });
  const held = heap() - before;
  watched.close();
  return held / count;
}

/** In the child: the processor and the heap while so many listen. @param {number} count @param {number} seconds */
export async function streams(count, seconds) {
  const scheduler = schedulerOf(100);
  const { server, port } = await served(scheduler);
  const clients = inChild(import.meta.url, 'listen', [port, count, seconds * 1000 + 15_000]).catch(() => {});
  while ((await connections(server)) < count) await sleep(50);
  const { jobs } = scheduler;
  // What grows until it is full is not meant: the last hundred records of each job.
  for (const job of jobs) for (let run = 0; run < 100; run++) await job.trigger();
  let next = 0;
  const timer = setInterval(() => void jobs[next++ % 100]?.trigger(), 10);
  await sleep(Math.min(5_000, seconds * 1000));
  const [heapBefore, before, began] = [heap(), process.cpuUsage(), performance.now()];
  await sleep(seconds * 1000);
  const { user, system } = process.cpuUsage(before);
  const elapsedMs = performance.now() - began;
  const grownKb = (heap() - heapBefore) / 1000;
  clearInterval(timer);
  await scheduler.stop();
  server.closeAllConnections();
  await clients;
  return { cpuPercent: (user + system) / elapsedMs / 10, grownKb };
}

/** In the child: how long a stop takes while so many listen, until the server is closed, too. @param {number} count */
export async function stop(count) {
  const scheduler = schedulerOf(100);
  const { server, port } = await served(scheduler);
  const clients = inChild(import.meta.url, 'listen', [port, count, 30_000]).catch(() => {});
  while ((await connections(server)) < count) await sleep(50);
  await sleep(500);
  const began = performance.now();
  const closed = once(server, 'close');
  const stopped = scheduler.stop();
  server.close();
  await Promise.all([stopped, closed]);
  const time = performance.now() - began;
  await clients;
  return time;
}

/** In a child of the child: listens, and reads what comes. @param {number} port @param {number} count @param {number} limitMs */
export async function listen(port, count, limitMs) {
  const ends = Array.from({ length: count }, async () => {
    const request = http.get({ port, path: '/?get=events', headers: { host: 'localhost' }, agent: false });
    const [response] = await once(request, 'response');
    response.resume();
    await once(response, 'close');
  });
  await Promise.race([Promise.allSettled(ends), sleep(count === 0 ? 0 : limitMs)]);
}

/** @param {number} count */
function schedulerOf(count) {
  const registry = new Registry({ zone: 'UTC' });
  for (let i = 0; i < count; i++) {
    registry
      .schedule(() => {})
      .withName(`job-${i}`)
      .toRunEvery(1)
      .days()
      .at(4);
  }
  return new Scheduler(registry, { handleSignals: false }).start();
}

/** @param {InstanceType<typeof Scheduler>} scheduler */
async function served(scheduler) {
  const board = dashboard(scheduler);
  const server = http.createServer((request, response) => void board.node(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, port: /** @type {import('node:net').AddressInfo} */ (server.address()).port };
}

/** @param {import('node:http').Server} server @returns {Promise<number>} */
function connections(server) {
  return new Promise(resolve => server.getConnections((_, count) => resolve(count)));
}

function heap() {
  for (let i = 0; i < 3; i++) globalThis.gc?.();
  return process.memoryUsage().heapUsed + process.memoryUsage().external;
}

/** @param {number} ms */
function sleep(ms) {
  return new Promise(resolve => setTimeout(resolve, ms));
}
