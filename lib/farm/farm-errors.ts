import { SchedulerError } from '../index.js';

/** What was said of a farm, or to it, makes no sense: a connection, a name, an option, data that JSON can't say. */
export class FarmError extends SchedulerError {
  constructor(message: string, options?: { readonly cause?: unknown }) {
    super('ERR_FARM', message, options);
  }
}

/** The database is not there, or this host is not in its farm. Ask again later: nothing is kept in memory. */
export class FarmAwayError extends SchedulerError {
  constructor(
    what: string,
    options?: { readonly cause?: unknown },
    why = 'the database of the farm is away',
    remedy = 'nothing was stored, so try again',
  ) {
    super('ERR_FARM_AWAY', `${what}: ${why}; ${remedy}`, options);
  }
}

/** The database is there and lets this host not in, for a reason that lasts: a password, a right, a newer schema. */
export class FarmRefusedError extends SchedulerError {
  constructor(message: string, options?: { readonly cause?: unknown }) {
    super('ERR_FARM_REFUSED', message, options);
  }
}

/** The database is not the one in which the farm was at home: a copy of production must not send production's mail. */
export class FarmMovedError extends SchedulerError {
  constructor(farm: string) {
    const what = `the farm '${farm}' was copied, restored or moved to this database`;
    super('ERR_FARM_MOVED', `${what}: nothing runs until farm.adopt() or { adopt: true } says that this is meant`);
  }
}

/** What was asked for is no longer there: it ended longer ago than it is kept, or was discarded. */
export class AskedGoneError extends SchedulerError {
  /** As `scheduler.asked(id)` took it. */
  readonly askedId: string;

  constructor(askedId: string) {
    super('ERR_ASKED_GONE', `nothing is known of ${askedId}: it ended longer ago than it is kept, or was discarded`);
    this.askedId = askedId;
  }
}

/** The directory of an embedded farm can't be used: another process has it, or it isn't one, or not of this version. */
export class FarmDirectoryError extends SchedulerError {
  /** Another process has it, which is as it should be where that is the application. */
  readonly isInUse: boolean;

  constructor(message: string, options?: { readonly cause?: unknown }, isInUse = false) {
    super('ERR_FARM_DIRECTORY', message, options);
    this.isInUse = isInUse;
  }
}

const named = { FarmError, FarmAwayError, FarmRefusedError, FarmMovedError, AskedGoneError, FarmDirectoryError };

for (const [name, { prototype }] of Object.entries(named)) {
  Object.defineProperty(prototype, 'name', { value: name, writable: true, configurable: true });
}
