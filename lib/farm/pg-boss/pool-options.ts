/** The options of a `pg` Pool, which are that package's own: `host`, `user`, `ssl`, … */
export type PoolOptions = Readonly<Record<string, unknown>>;

/** A connection to PostgreSQL: an address, or the options of a `pg` Pool. */
export type Connection = string | PoolOptions;
