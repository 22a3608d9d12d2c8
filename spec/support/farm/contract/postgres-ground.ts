import { pgBoss } from '../../../../lib/farm/index.js';
import { systemClock } from '../../../../lib/kit.js';
import { addressOf, sharedPostgres } from '../postgres.js';
import { storeOn } from '../sql-rig.js';
import { startWire } from '../wire.js';
import type { Ground } from './ground.js';

/** pg-boss on a real PostgreSQL: each host by a wire of its own, which can be cut. */
export async function postgresGround(): Promise<Ground> {
  const server = await sharedPostgres();
  const wires: { close(): void }[] = [];
  return {
    clock: systemClock,
    sideBySide: 5,

    async farm(name, station, options) {
      const wire = await startWire(server.port);
      wires.push(wire);
      station.whenCut(isCut => (isCut ? wire.cut() : wire.mend()));
      return pgBoss(addressOf(wire.port), { name, ...options });
    },

    witness: name => storeOn(server.url, name, 'witness'),

    async close() {
      for (const wire of wires) wire.close();
    },
  };
}
