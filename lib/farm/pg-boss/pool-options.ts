/**
 * The options of a `pg` Pool, which are that package's own: `host`, `user`, `ssl`, … `password` may be a function, which is
 * asked at each connection; another that a connection needs, as `stream`, is refused at the start.
 */
export type PoolOptions = Readonly<Record<string, unknown>>;

/** A connection to PostgreSQL: an address, or the options of a `pg` Pool. */
export type Connection = string | PoolOptions;
