import type { Database } from './database.js';
import { explained } from './database-error.js';

/** A database whose refusals say what to do about them. */
export function explaining(db: Database): Database {
  const explain = (error: unknown): never => {
    throw explained(error);
  };
  return {
    isAlone: db.isAlone,
    query: (text, values) => db.query(text, values).catch(explain),
    prepared: (text, values, isWanted) => db.prepared(text, values, isWanted).catch(explain),
    transaction: work => db.transaction(work).catch(explain),
    close: () => db.close(),
  };
}
