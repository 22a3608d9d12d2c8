import { atFirstUse } from '../time/at-first-use.js';

/** A part of each run's id, so that two processes never give the same: six characters, drawn once. */
export const processId = atFirstUse(() => {
  // Not imported: `node:crypto` is a third of what the import of this package would take.
  const { randomBytes } = process.getBuiltinModule('node:crypto');
  return randomBytes(4).readUInt32BE().toString(36).padStart(7, '0').slice(-6);
});
