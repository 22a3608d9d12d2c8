import { Farm } from '../../../../lib/farm/farm.js';
import { farmSettings } from '../../../../lib/farm/farm-options.js';
import { VirtualClock } from '../../../../lib/testing/index.js';
import { fakeAsks } from '../fake-asks.js';
import { FakeFarm, type FarmFaults } from '../fake-farm.js';
import { fakeReads } from '../fake-reads.js';
import { fakeStore } from '../fake-store.js';
import type { Ground } from './ground.js';
import { HearingToucher } from './hearing-toucher.js';

/** How far the clock moves at a time, after which the scenario goes on as far as it can. */
const STEP_MS = 5;

/** How long a way to the database takes. */
const WAY_MS = 2;

/** The fake farm, in memory. Its time is simulated, and goes on by itself as long as somebody waits. */
export function memoryGround(faults: FarmFaults = {}): Ground {
  const clock = new VirtualClock('2026-03-01T12:00:00Z');
  const farms = new Map<string, FakeFarm>();
  let isOver = false;
  void goOn();

  return {
    clock,
    sideBySide: 1,

    async farm(name, station, options) {
      const shared = farmOf(name);
      const wire = { wayMs: () => WAY_MS, isCut: () => station.isCut };
      return new Farm({
        settings: farmSettings('a fake', { name, ...options }, 'max'),
        check() {},
        store: hostId => ({
          store: fakeStore(shared, hostId, station.clock, wire),
          asks: fakeAsks(shared, station.clock, wire),
          reads: fakeReads(shared),
        }),
        toucher: (store, farmClock) => new HearingToucher(store, farmClock, shared.listeners),
        examine: async () => [],
        sql: async () => '',
      });
    },

    witness: async name => fakeStore(farmOf(name), 'witness', clock, { wayMs: () => WAY_MS, isCut: () => false }),

    async close() {
      isOver = true;
    },
  };

  function farmOf(name: string): FakeFarm {
    const farm = farms.get(name) ?? new FakeFarm(clock, faults);
    farms.set(name, farm);
    return farm;
  }

  async function goOn(): Promise<void> {
    while (!isOver) await clock.advance(STEP_MS);
  }
}
