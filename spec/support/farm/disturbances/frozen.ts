import { expect } from 'chai';
import { addressOf, startPostgres } from '../postgres.js';
import { startWire } from '../wire.js';
import type { Disturbance } from './disturbance.js';
import { plainHost } from './plain-host.js';

/** How often one is frozen in a transaction that holds a lock. */
const TIMES = 3;

/** The network of a host freezes in the midst of its join, under a lock that every join takes: others wait five seconds. */
export const frozen: Disturbance = {
  name: 'frozen-in-transaction',
  async tell() {
    const server = await startPostgres();
    const wire = await startWire(server.port);
    const hosts = [await plainHost(server.url, () => {})];
    const waitedMs: number[] = [];
    try {
      for (let i = 0; i < TIMES; i += 1) {
        const isFrozen = wire.freezeAt('insert into carillon.host');
        const off = plainHost(addressOf(wire.port), () => {});
        await isFrozen;
        const sentMs = performance.now();
        hosts.push(await plainHost(server.url, () => {}));
        waitedMs.push(Math.round(performance.now() - sentMs));
        wire.mend();
        hosts.push(await off);
      }
      expect(Math.max(...waitedMs), 'how long another waited').to.be.below(9_000);
      return { waitedMs };
    } finally {
      await Promise.all(hosts.map(({ scheduler }) => scheduler.stop()));
      wire.close();
      await server.remove();
    }
  },
};
