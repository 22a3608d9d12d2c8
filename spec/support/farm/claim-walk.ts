import type { Random } from '../../simulation/random.js';
import { type ClaimConditions, decideClaim, type Place, type Snapshot } from './claim.js';

interface Row {
  attempt: number;
  isActive: boolean;
  /** Whether the attempt that is active now runs its body. */
  runs: boolean;
}

interface Claim {
  readonly id: string;
  readonly attempt: number;
  /** From when the statement has begun. */
  snapshot: Snapshot | undefined;
  /** From when its own row was locked; the place is locked later still. */
  present: Snapshot | undefined;
}

/** How many claims are under way at most, each with its own snapshot, some of them very old. */
const MOST_UNDER_WAY = 6;

/**
 * Walks through `steps` events of a few rows that want one place, in an order that chance chooses: rows are fetched, taken
 * over, settled, and claims are made with what was true when their statement began. What was taken over is never begun, as the
 * fence of its host sees to.
 *
 * @returns the first step after which two bodies ran at once, or a row that was taken over was let in; `undefined` for none
 */
export function walkClaims(random: Random, steps: number, conditions: ClaimConditions): number | undefined {
  const rows = new Map<string, Row>(['a', 'b', 'c', 'd'].map(id => [id, fresh()]));
  const claims: Claim[] = [];
  let place: Place | undefined;
  let transactions = 0;

  for (let step = 1; step <= steps; step += 1) {
    const id = random.pick([...rows.keys()]);
    const row = rows.get(id) as Row;
    switch (random.int(0, 4)) {
      case 0:
        if (row.isActive) break;
        row.attempt += 1;
        row.isActive = true;
        transactions += 1;
        break;
      case 1:
        if (!row.isActive || row.runs || claims.length >= MOST_UNDER_WAY) break;
        claims.push({ id, attempt: row.attempt, snapshot: undefined, present: undefined });
        break;
      case 2:
        for (const claim of claims) {
          if (random.chance(0.5)) claim.snapshot ??= snapshotOf(rows, transactions);
          else if (claim.snapshot !== undefined) claim.present ??= snapshotOf(rows, transactions);
        }
        break;
      case 3: {
        const claim = claims.splice(random.int(0, claims.length - 1), 1)[0];
        if (claim === undefined) break;
        const claimant = rows.get(claim.id) as Row;
        claim.snapshot ??= snapshotOf(rows, transactions);
        claim.present ??= snapshotOf(rows, transactions);
        if (decideClaim(place, claim, claim.snapshot, claim.present, conditions) !== 'granted') break;
        if (!claim.present.isActive(claim.id, claim.attempt)) return step;
        transactions += 1;
        place = { holder: claim.id, attempt: claim.attempt, claimedBy: transactions };
        // A late grant of an attempt that was taken over begins nothing.
        if (claimant.isActive && claimant.attempt === claim.attempt) claimant.runs = true;
        break;
      }
      default:
        // Settled where it runs, taken over where its host has fallen silent.
        row.isActive = row.runs = false;
    }
    if ([...rows.values()].filter(({ runs }) => runs).length > 1) return step;
  }
  return undefined;
}

function fresh(): Row {
  return { attempt: 0, isActive: false, runs: false };
}

/** What a statement sees that begins now. */
function snapshotOf(rows: ReadonlyMap<string, Row>, upTo: number): Snapshot {
  const active = new Map(
    [...rows].flatMap(([id, { attempt, isActive }]) => (isActive ? [[id, attempt] as const] : [])),
  );
  return { isActive: (id, attempt) => active.get(id) === attempt, sees: transaction => transaction <= upTo };
}
