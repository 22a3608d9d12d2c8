import { GONE, type HeldRow } from './held-row.js';
import type { RowRunnerParts } from './row-runner-parts.js';
import { keyOfRow } from './run-of-row.js';

/** Gives a row that was not finished to another host, without counting it against the row: later where the database is away. */
export async function handOver(parts: RowRunnerParts, held: HeldRow): Promise<void> {
  if (held.lostFor === GONE) return;
  const { store, world, persistence } = parts;
  const isBack = await persistence.send('giving a row back', () => store.giveBack(held.row, 0));
  if (isBack) world.tell({ kind: 'handedOver', key: keyOfRow(held.row) });
  parts.ended(undefined);
}
