import { wait } from './delay.js';
import { GONE, type HeldRow } from './held-row.js';
import type { RowRunnerParts } from './row-runner-parts.js';
import { keyOfRow } from './run-of-row.js';

/** So often it is tried again to give a row back; then its heartbeat runs out. */
const MOST_TRIES = 3;

/** Gives a row that was not finished to another host, without counting it against the row. */
export async function handOver(parts: RowRunnerParts, held: HeldRow): Promise<void> {
  if (held.lostFor === GONE) return;
  const { store, world } = parts;
  for (let tries = 0; ; tries += 1) {
    try {
      const isBack = await store.giveBack(held.row, 0, true);
      if (isBack) world.tell({ kind: 'handedOver', key: keyOfRow(held.row) });
      // Another has it already: this host is not gone after all, so that was no cut-off.
      else await parts.forgive();
      break;
    } catch (error) {
      if (tries >= MOST_TRIES) throw error;
      await wait(world.clock, 100 * 2 ** tries);
    }
  }
  parts.ended(undefined);
}
