import { type AskedStatements, askedStatements } from './asked-statements.js';
import type { SchemaNames } from './boss-schema.js';
import { claimStatement } from './claim-statement.js';
import { type FetchesByFront, fetchStatements } from './fetch-statements.js';
import { grantStatement } from './grant-statement.js';
import { type OurStatements, ourStatements } from './our-statements.js';
import { type ProblemStatements, problemStatements } from './problem-statements.js';
import { type ProgressStatements, progressStatements } from './progress-statements.js';
import { type QueueStatements, queueStatements } from './queue-statements.js';
import { type ReadStatements, readStatements } from './read-statements.js';
import { settleStatement } from './settle-statement.js';

/** All that a store says to its database. */
export interface Statements
  extends AskedStatements,
    OurStatements,
    ProblemStatements,
    ProgressStatements,
    QueueStatements,
    ReadStatements {
  readonly fetches: FetchesByFront;
  readonly claim: string;
  readonly grant: string;
  readonly settle: string;
}

/** The statements, for these schemas. Names, keys and data are always values, never text. */
export function statementsOf(names: SchemaNames): Statements {
  return {
    ...queueStatements(names),
    ...progressStatements(names),
    ...askedStatements(names),
    ...ourStatements(names),
    ...problemStatements(names),
    ...readStatements(names),
    fetches: fetchStatements(names),
    claim: claimStatement(names),
    grant: grantStatement(names),
    settle: settleStatement(names),
  };
}
