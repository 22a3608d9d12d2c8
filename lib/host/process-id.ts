import { randomBytes } from 'node:crypto';

/** A part of each run's id, so that two processes never give the same: six characters, drawn once. */
export const processId = randomBytes(4).readUInt32BE().toString(36).padStart(7, '0').slice(-6);
