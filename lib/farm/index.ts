// `carillon/farm`: the same registry on many hosts, and work that must not be lost. Needs pg-boss and, for PostgreSQL, pg
// or, for a directory, @electric-sql/pglite; its types need none of them.

export type { UserDatabase } from './ask-store.js';
export type { DeadLetter, DeadQuery, DiscardWhat } from './dead-letter.js';
export type { Farm } from './farm.js';
export type { FarmCheck } from './farm-check.js';
export {
  AskedGoneError,
  FarmAwayError,
  FarmDirectoryError,
  FarmError,
  FarmMovedError,
  FarmRefusedError,
} from './farm-errors.js';
export type { FarmOptions, PgBossOptions, PgliteOptions } from './farm-options.js';
export { pgBoss } from './pg-boss/pg-boss-farm.js';
export type { Connection, PoolOptions } from './pg-boss/pool-options.js';
export { pglite } from './pglite/pglite-farm.js';
