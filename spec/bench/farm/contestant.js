// @ts-check
/**
 * Where the work is stored: in a PostgreSQL, or in a directory.
 * @typedef {{ readonly url?: string, readonly directory?: string }} Home
 */

/**
 * What stores work and runs it.
 * @typedef {object} Contestant
 * @property {(data: object) => Promise<void>} ask resolves when it is stored
 * @property {() => Promise<void>} hold nothing runs from now on
 * @property {() => Promise<void>} go what was asked for runs
 * @property {() => Promise<void>} stop
 */

/** @typedef {(home: Home, work: (data: any) => void) => Promise<Contestant>} Start */
