import { FarmRefusedError } from '../farm-errors.js';
import type { Queryable } from './database.js';

/** In what a database keeps its texts, as it says it. */
export const ENCODING = `current_setting('server_encoding')`;

/** What to do about a database that keeps texts in another. */
export const IN_UTF8 = "create one in UTF8, as create database shop encoding 'UTF8' template template0";

/** Whether every text can be kept in this. One that can't be would keep what is written with it from being written for good. */
export function holdsAllTexts(encoding: unknown): boolean {
  // The latter takes all texts as they come.
  return encoding === 'UTF8' || encoding === 'SQL_ASCII';
}

/** @throws FarmRefusedError for a database that can't hold every text */
export async function checkEncoding(db: Queryable): Promise<void> {
  const [row] = await db.query(`select ${ENCODING} as encoding, current_database() as database`);
  if (holdsAllTexts(row?.['encoding'])) return;
  throw new FarmRefusedError(
    `the database '${row?.['database']}' is in ${row?.['encoding']}, which can't hold every text: ${IN_UTF8}`,
  );
}
