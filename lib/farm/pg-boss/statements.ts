import { type AskedStatements, askedStatements } from './asked-statements.js';
import type { SchemaNames } from './boss-schema.js';
import { claimStatement } from './claim-statement.js';
import { type FetchesByFront, fetchStatements } from './fetch-statements.js';
import { grantStatement } from './grant-statement.js';
import { type OurStatements, ourStatements } from './our-statements.js';
import { type ProblemStatements, problemStatements } from './problem-statements.js';
import { type ProgressStatements, progressStatements } from './progress-statements.js';
import { type QueueStatements, queueStatements } from './queue-statements.js';
import { settleStatement } from './settle-statement.js';

/** All that a store says to its database. */
export interface Statements
  extends AskedStatements,
    OurStatements,
    ProblemStatements,
    ProgressStatements,
    QueueStatements {
  readonly fetches: FetchesByFront;
  readonly claim: string;
  readonly grant: string;
  readonly settle: string;
}

/** The statements, for these schemas. Names, keys and data are always values, never text. */
export function statementsOf(names: SchemaNames): Statements {
  const progress = progressStatements(names);
  return {
    ...queueStatements(names),
    ...progress,
    ...askedStatements(names),
    ...ourStatements(names, progress.active.replace('$1', '$5')),
    ...problemStatements(names),
    fetches: fetchStatements(names),
    claim: claimStatement(names),
    grant: grantStatement(names),
    settle: settleStatement(names),
  };
}
