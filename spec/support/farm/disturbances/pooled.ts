import { expect } from 'chai';
import { startPooler } from '../pooler.js';
import { startPostgres } from '../postgres.js';
import { pause } from '../waiting.js';
import { type Disturbance, quantilesMs } from './disturbance.js';
import { plainHost } from './plain-host.js';

const ASKED = 300;

/** Two hosts behind a pooler in transaction mode, which loses notices and prepared statements. */
export const pooled: Disturbance = {
  name: 'pooled',
  async tell() {
    const server = await startPostgres();
    const pooler = await startPooler(server.port, 6);
    const begun = new Map<unknown, number>();
    const keys: string[] = [];
    const at = () =>
      plainHost(`postgres://postgres@127.0.0.1:${pooler.port}/postgres`, registry => {
        registry
          .schedule(({ data }) => void begun.set(data, performance.now()))
          .withName('asked')
          .whenAsked();
        registry
          .schedule(({ key }) => void keys.push(key))
          .withName('each second')
          .toRunEvery(1)
          .seconds();
      });
    const hosts = [await at(), await at()];
    try {
      const sentMs: number[] = [];
      for (let n = 0; n < ASKED; n += 1) {
        sentMs.push(performance.now());
        await hosts[n % 2]?.scheduler.enqueue('asked', n);
        await pause(50);
      }
      const endMs = performance.now() + 20_000;
      while (begun.size < ASKED && performance.now() < endMs) await pause(50);
      expect(begun.size, 'asked and begun').to.equal(ASKED);
      const toRun = sentMs.map((ms, n) => (begun.get(n) ?? Number.NaN) - ms);
      expect(new Set(keys).size, 'occurrences that began').to.equal(keys.length);
      return { asked: ASKED, toRun: quantilesMs(toRun), occurrences: keys.length };
    } finally {
      await Promise.all(hosts.map(({ scheduler }) => scheduler.stop()));
      pooler.close();
      await server.remove();
    }
  },
};
