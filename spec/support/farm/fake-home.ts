import type { AskStore } from '../../../lib/farm/ask-store.js';
import { Farm } from '../../../lib/farm/farm.js';
import { farmSettings } from '../../../lib/farm/farm-options.js';
import { PlainToucher } from '../../../lib/farm/toucher.js';
import type { Clock } from '../../../lib/index.js';
import type { FakeFarm } from './fake-farm.js';
import { fakeReads } from './fake-reads.js';
import { fakeStore } from './fake-store.js';

/** A farm for a scheduler as it comes, all of it but its database: that is a simulated one, a way of no time away. */
export function fakeFarmFor(shared: FakeFarm, clock: Clock): Farm {
  const wire = { wayMs: () => 0, isCut: () => false };
  return new Farm({
    settings: farmSettings('a simulated farm', { name: 'simulated', release: 'v1', application: 'spec' }, 'max'),
    check() {},
    store: hostId => ({ store: fakeStore(shared, hostId, clock, wire), asks: noAsks, reads: fakeReads(shared) }),
    toucher(store, farmClock) {
      const plain = new PlainToucher(store, farmClock);
      return {
        start(listener) {
          plain.start(listener);
          shared.listeners.add(() => listener.heard());
        },
        hold: row => plain.hold(row),
        drop: row => plain.drop(row),
        close: () => plain.close(),
      };
    },
    examine: async () => [],
    sql: async () => '',
  });
}

/** Nothing is asked for. */
const noAsks: AskStore = {
  isInDoubt: () => false,
  isHeldUp: () => false,
  prepare: async () => {},
  ask: async () => [],
  askedRows: async () => [],
  cancelAsked: async () => false,
  dead: async () => [],
  redrive: async () => [],
  discard: async () => 0,
};
