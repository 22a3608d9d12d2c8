import { FarmRefusedError } from '../farm-errors.js';

/** Loads pg-boss, which is an optional peer. @throws FarmRefusedError where it is not installed */
export async function loadBoss(): Promise<typeof import('pg-boss')> {
  try {
    return await import('pg-boss');
  } catch (cause) {
    throw new FarmRefusedError('a farm needs pg-boss: run npm install pg-boss@12.38.0', { cause });
  }
}
