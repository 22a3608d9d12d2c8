import { expect } from 'chai';
import { type Claimant, decideClaim, type Place, type Snapshot } from '../support/farm/claim.js';

describe('the place of a job in the farm', () => {
  const held: Place = { holder: 'a', attempt: 2, claimedBy: 7 };

  it('is granted where nobody has it', () => {
    expect(decide(undefined, row('b', 0), snapshot({ b: 0 }))).to.equal('granted');
  });

  it('is granted to no row that another attempt has taken over', () => {
    expect(decide(undefined, row('b', 0), snapshot({ b: 1 }))).to.equal('gone');
    expect(decide(held, row('b', 0), snapshot({}))).to.equal('gone');
  });

  it('is not granted to a row that was taken over since the statement began', () => {
    expect(decideClaim(undefined, row('b', 0), snapshot({ b: 0 }), snapshot({ b: 1 }))).to.equal('gone');
  });

  it('is held while its holder is in progress under the attempt that claimed', () => {
    expect(decide(held, row('b', 0), snapshot({ a: 2, b: 0 }))).to.equal('held');
  });

  it('is free when its holder is over, or in progress under another attempt', () => {
    expect(decide(held, row('b', 0), snapshot({ b: 0 }))).to.equal('granted');
    expect(decide(held, row('b', 0), snapshot({ a: 3, b: 0 }))).to.equal('granted');
  });

  it('is held where its claim is younger than what the claimant sees', () => {
    expect(decide(held, row('b', 0), snapshot({ b: 0 }, 6))).to.equal('held');
  });

  it('is granted again to its own row, and never back to an older attempt of it', () => {
    expect(decide(held, row('a', 2), snapshot({ a: 2 }))).to.equal('granted');
    expect(decide(held, row('a', 3), snapshot({ a: 3 }))).to.equal('granted');
    expect(decide(held, row('a', 1), snapshot({ a: 1 }))).to.equal('gone');
  });
});

/** Where nothing has happened since the statement began. */
function decide(place: Place | undefined, claimant: Claimant, seen: Snapshot) {
  return decideClaim(place, claimant, seen, seen);
}

function row(id: string, attempt: number): Claimant {
  return { id, attempt };
}

/** Which rows are in progress, under which attempt, and up to which transaction it sees. */
function snapshot(active: Readonly<Record<string, number>>, upTo = 100): Snapshot {
  return { isActive: (id, attempt) => active[id] === attempt, sees: transaction => transaction <= upTo };
}
