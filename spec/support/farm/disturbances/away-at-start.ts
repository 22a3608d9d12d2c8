import { expect } from 'chai';
import { eachAndShared, type Ran } from '../each-and-shared.js';
import { startPostgres } from '../postgres.js';
import { pause } from '../waiting.js';
import type { Disturbance } from './disturbance.js';
import { plainHost } from './plain-host.js';

const AWAY_MS = 30_000;

/** Hosts start while their database is away: what runs on each of them runs, and then all begins. */
export const awayAtStart: Disturbance = {
  name: 'away-at-start',
  async tell() {
    const server = await startPostgres();
    await server.down();
    const unhandled: unknown[] = [];
    const notice = (error: unknown) => unhandled.push(error);
    process.on('unhandledRejection', notice);
    const ran: Ran = { each: [], shared: [] };
    const { each, shared } = ran;
    const starting = Array.from({ length: 2 }, () => plainHost(server.url, registry => eachAndShared(registry, ran)));
    await pause(AWAY_MS);
    const everyHost = each.length;
    expect(everyHost, 'what ran on every host').to.be.at.least(2 * (AWAY_MS / 1_000 - 2));
    expect(shared, 'what ran of the farm').to.deep.equal([]);
    await server.up();
    const upMs = performance.now();
    const hosts = await Promise.all(starting);
    const joinedAfterMs = Math.round(performance.now() - upMs);
    while (shared.length < 3 && performance.now() < upMs + 30_000) await pause(50);
    expect(new Set(shared).size, 'occurrences that began').to.equal(shared.length).and.to.be.at.least(3);
    expect(hosts.map(({ events }) => events.map(({ kind }) => kind))).to.deep.equal([
      ['away', 'connected'],
      ['away', 'connected'],
    ]);
    await Promise.all(hosts.map(({ scheduler }) => scheduler.stop()));
    await server.remove();
    process.off('unhandledRejection', notice);
    expect(unhandled, 'unhandled rejections').to.deep.equal([]);
    return { everyHost, joinedAfterMs };
  },
};
