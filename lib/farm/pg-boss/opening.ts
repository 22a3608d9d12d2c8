import type { PgBoss } from 'pg-boss';
import { FarmAwayError } from '../farm-errors.js';
import type { SchemaNames } from './boss-schema.js';
import type { Database } from './database.js';

/** What a store of SQL stands on; all of it is made when the database is there. */
export interface SqlParts {
  readonly db: Database;
  readonly boss: PgBoss;
  readonly names: SchemaNames;
  readonly farm: string;
  /** On which others are told; null where this farm sends no notices. */
  readonly channel: string | null;
  readonly hostName: string;
  readonly hostId: string;
  createQueue(queue: string): Promise<void>;
  close(): Promise<void>;
}

/**
 * A database that opens once, and is closed once: also where it is told to close while it is still opening. A database
 * that nobody closes would hold its process, and its directory, for ever.
 */
export class Opening {
  readonly #make: () => Promise<SqlParts>;
  #making: Promise<SqlParts> | undefined;
  #parts: SqlParts | undefined;
  #isClosed = false;

  constructor(make: () => Promise<SqlParts>) {
    this.#make = make;
  }

  /** What is open. */
  get parts(): SqlParts {
    if (this.#parts === undefined) throw new Error('the farm is not open');
    return this.#parts;
  }

  /** Opens it, where it is not open yet. @throws FarmAwayError when it has been closed; whatever opening throws */
  async open(): Promise<SqlParts> {
    if (this.#isClosed) throw new FarmAwayError('the farm is not opened');
    if (this.#parts !== undefined) return this.#parts;
    this.#making ??= this.#make().finally(() => {
      this.#making = undefined;
    });
    const parts = await this.#making;
    if (this.#isClosed) throw new FarmAwayError('the farm is not opened');
    this.#parts = parts;
    return parts;
  }

  /** Closes it for good, once it has opened. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const parts = this.#parts ?? (await this.#making?.catch(() => undefined));
    await parts?.close();
  }
}
