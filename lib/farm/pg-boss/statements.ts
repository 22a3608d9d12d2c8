import { type BossStatements, bossStatements, type SchemaNames } from './boss-statements.js';
import { claimStatement } from './claim-statement.js';
import { type FetchesByFront, fetchStatements } from './fetch-statements.js';
import { grantStatement } from './grant-statement.js';
import { type OurStatements, ourStatements } from './our-statements.js';
import { type ProblemStatements, problemStatements } from './problem-statements.js';

/** All that a store says to its database. */
export interface Statements extends BossStatements, OurStatements, ProblemStatements {
  readonly fetches: FetchesByFront;
  readonly claim: string;
  readonly grant: string;
}

/** The statements, for these schemas. */
export function statementsOf(names: SchemaNames): Statements {
  const boss = bossStatements(names);
  return {
    ...boss,
    ...ourStatements(names, boss.active.replace('$1', '$5')),
    ...problemStatements(names),
    fetches: fetchStatements(names),
    claim: claimStatement(names),
    grant: grantStatement(names),
  };
}
