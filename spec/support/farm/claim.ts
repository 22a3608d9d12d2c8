// The claim as a pure decision: what the one statement of lib/farm/pg-boss/claim-statement.ts says, for walks and simulated
// farms. It is a model; a real PostgreSQL is asked the same in spec/farm/claim.spec.ts.

/** Who holds a place of the farm: the right to run a job, or one of a group, on any host. */
export interface Place {
  readonly holder: string;
  /** The attempt of the holder's row under which it was claimed. */
  readonly attempt: number;
  /** The transaction that wrote the claim. */
  readonly claimedBy: number;
}

/** A row that asks for a place. */
export interface Claimant {
  readonly id: string;
  readonly attempt: number;
}

/**
 * What a statement sees of other rows: how they were when it began, which may be long ago. The place, and the row that
 * asks, are locked, and so are always as they are now.
 */
export interface Snapshot {
  /** Whether a row was in progress under an attempt. */
  isActive(id: string, attempt: number): boolean;
  /** Whether what a transaction wrote is part of it. */
  sees(transaction: number): boolean;
}

/** The conditions of a claim, one by one. Each is needed: a spec leaves each out, and finds what goes wrong. */
export interface ClaimConditions {
  /** A row that was taken over meanwhile gets nothing. */
  asksForItself(claimant: Claimant, present: Snapshot): boolean;
  /** The holder is over only where its claim is seen: an older snapshot shows a row that has not been fetched yet. */
  holderIsOver(place: Place, snapshot: Snapshot): boolean;
  /** An earlier attempt of the same row never takes the place back from a later one. */
  isNotOlder(place: Place, claimant: Claimant): boolean;
}

/** As the statement says it, word by word. */
export const CLAIM_CONDITIONS: ClaimConditions = {
  asksForItself: ({ id, attempt }, present) => present.isActive(id, attempt),
  holderIsOver: ({ holder, attempt, claimedBy }, snapshot) =>
    snapshot.sees(claimedBy) && !snapshot.isActive(holder, attempt),
  isNotOlder: (place, claimant) => place.attempt <= claimant.attempt,
};

/** What a claim comes to: the place is the claimant's, another's, or the claimant's own row is another host's by now. */
export type ClaimDecision = 'granted' | 'held' | 'gone';

/**
 * Decides a claim, as the one statement does. Nothing has to be released and nothing can leak: a place whose holder is no
 * longer in progress is free.
 */
export function decideClaim(
  place: Place | undefined,
  claimant: Claimant,
  snapshot: Snapshot,
  present: Snapshot,
  conditions: ClaimConditions = CLAIM_CONDITIONS,
): ClaimDecision {
  if (!conditions.asksForItself(claimant, present)) return 'gone';
  if (place === undefined) return 'granted';
  if (place.holder === claimant.id) return conditions.isNotOlder(place, claimant) ? 'granted' : 'gone';
  return conditions.holderIsOver(place, snapshot) ? 'granted' : 'held';
}
