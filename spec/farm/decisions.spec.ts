import { expect } from 'chai';
import { FarmClock } from '../../lib/farm/farm-clock.js';
import { fenceLeftMs, judge } from '../../lib/farm/fence.js';
import { differing, LIVES_MS, type Release, releaseOf, ruledOut, rulingOf } from '../../lib/farm/release.js';
import { whySkipped } from '../../lib/farm/standing.js';
import { decideLate, type LatePolicy, watermarkAtJoin } from '../../lib/farm/watermark.js';
import { VirtualClock } from '../../lib/testing/index.js';
import { afterCut, CUTS_COUNT_MS, isSpent } from '../support/farm/cuts.js';

describe('what a farm decides', () => {
  describe('of a row that finds its place taken', () => {
    const waiters = [
      { id: 'late', dueAt: 30 },
      { id: 'early', dueAt: 10 },
      { id: 'mid', dueAt: 20 },
    ];

    it('under runAfter: the first waits, later ones are skipped, with what they would have waited for', () => {
      expect(whySkipped('runAfter', waiters, 'early', 'x@1')).to.equal(undefined);
      expect(whySkipped('runAfter', waiters, 'mid', 'x@1')).to.equal('another waits already for x@1');
      expect(whySkipped('runAfter', waiters, 'mid', undefined)).to.equal('another waits already');
    });

    it('under cancelPrevious: the newest takes the turn', () => {
      expect(whySkipped('cancelPrevious', waiters, 'late', 'x@1')).to.equal(undefined);
      expect(whySkipped('cancelPrevious', waiters, 'mid', 'x@1')).to.equal('a newer run took its turn');
    });

    it('in a group: none is skipped', () => {
      expect(waiters.map(({ id }) => whySkipped('queue', waiters, id, 'x@1'))).to.deep.equal([
        undefined,
        undefined,
        undefined,
      ]);
    });

    it('in one order on all hosts, also where two are due at once', () => {
      const twins = [
        { id: 'b', dueAt: 1 },
        { id: 'a', dueAt: 1 },
      ];
      for (const seen of [twins, [...twins].reverse()]) {
        expect(whySkipped('runAfter', seen, 'a', 'x@1')).to.equal(undefined);
        expect(whySkipped('runAfter', seen, 'b', 'x@1')).to.be.a('string');
      }
    });
  });

  describe('of releases', () => {
    const old: Release = release('v1', 1_000);
    const young: Release = release('v2', 2_000);

    it('the one first seen last rules, while a host of it lives', () => {
      expect(rulingOf([young, old], 100_000)?.release).to.equal('v2');
      expect(rulingOf([old, { ...young, lastSeenMs: 100_000 - LIVES_MS }], 100_000)?.release).to.equal('v1');
      expect(rulingOf([{ ...old, lastSeenMs: 0 }], 100_000)).to.equal(undefined);
      expect(rulingOf([old, { ...young, hasHosts: false }], 100_000)?.release).to.equal('v1');
    });

    it('others do not plan what it says otherwise, or not at all', () => {
      expect([...ruledOut({ same: 'a', other: 'b', gone: 'c' }, { same: 'a', other: 'x', fresh: 'd' })]).to.deep.equal([
        'other',
        'gone',
      ]);
    });

    it('a release without a name is named by its words, in whatever order they were declared', () => {
      expect(releaseOf({ a: '1', b: '2' })).to.equal(releaseOf({ b: '2', a: '1' }));
      expect(releaseOf({ a: '1', b: '2' })).not.to.equal(releaseOf({ a: '1', b: '3' }));
    });

    it('two registries of one release are told apart by the jobs that differ', () => {
      expect(differing({ a: '1', b: '2' }, { a: '1', b: '3', c: '4' })).to.deep.equal(['b', 'c']);
    });
  });

  describe('of what was found late', () => {
    const tens: LatePolicy = {
      next: afterMs => Math.floor(afterMs / 10) * 10 + 10,
      decide: (firstMs, nowMs) => {
        const last = Math.floor(nowMs / 10) * 10;
        const count = (last - firstMs) / 10;
        return {
          run: [last],
          missed: count > 0 ? { count, atLeast: false, first: firstMs, last: last - 10 } : undefined,
          upTo: last,
        };
      },
    };

    it('it begins at the watermark, wherever the host that asks has got to', () => {
      expect(decideLate({ watermarkMs: 20, planned: new Set(), nowMs: 65 }, tens)).to.deep.equal({
        run: [60],
        missed: { count: 3, atLeast: false, first: 30, last: 50 },
        upTo: 60,
        isCatchUp: true,
      });
    });

    it('it walks over what others have planned, so that prompt rows do not swallow what was missed before them', () => {
      expect(decideLate({ watermarkMs: 20, planned: new Set([30, 40]), nowMs: 65 }, tens)?.missed).to.deep.equal({
        count: 1,
        atLeast: false,
        first: 50,
        last: 50,
      });
      expect(decideLate({ watermarkMs: 20, planned: new Set([60]), nowMs: 65 }, tens)?.missed?.first).to.equal(30);
    });

    it('nothing is left where others have got to the present', () => {
      expect(decideLate({ watermarkMs: 60, planned: new Set(), nowMs: 65 }, tens)).to.equal(undefined);
      expect(decideLate({ watermarkMs: 50, planned: new Set([60]), nowMs: 65 }, tens)).to.include({ upTo: 60 });
    });

    it('a schedule that is new, or has other words, begins at the join', () => {
      expect(watermarkAtJoin(undefined, 'w', 500)).to.equal(499);
      expect(watermarkAtJoin({ watermarkMs: 100, words: 'v' }, 'w', 500)).to.equal(499);
      expect(watermarkAtJoin({ watermarkMs: 100, words: 'w' }, 'w', 500)).to.equal(100);
    });
  });

  describe('of a host that went away', () => {
    it('after three cut-offs the work is given up, unless they are three days old', () => {
      let cuts = afterCut({ count: 0, firstMs: undefined }, 0);
      for (const nowMs of [1, 2]) cuts = afterCut(cuts, nowMs);
      expect(isSpent(cuts)).to.equal(false);
      expect(isSpent(afterCut(cuts, 3))).to.equal(true);
      expect(afterCut(cuts, CUTS_COUNT_MS + 1)).to.deep.equal({ count: 1, firstMs: CUTS_COUNT_MS + 1 });
    });

    it('a judge condemns only what it has itself seen unchanged for ten seconds', () => {
      const first = judge(undefined, 'beat 1', 5_000);
      expect(first.isGone).to.equal(false);
      expect(judge(first, 'beat 1', 14_999).isGone).to.equal(false);
      expect(judge(first, 'beat 1', 15_000).isGone).to.equal(true);
      expect(judge(first, 'beat 2', 60_000)).to.include({ isGone: false, sinceMonotonicMs: 60_000 });
    });

    it('its own fence is past after nine seconds of either clock', () => {
      const sent = { wallMs: 1_000, monotonicMs: 0 };
      expect(fenceLeftMs(sent, { wallMs: 1_000, monotonicMs: 8_999 })).to.equal(1);
      expect(fenceLeftMs(sent, { wallMs: 10_000, monotonicMs: 5 })).to.equal(0);
      expect(fenceLeftMs(sent, { wallMs: -50_000, monotonicMs: 9_001 })).to.equal(-1);
    });
  });

  describe('of the time', () => {
    it('the first sample sets the clock, later ones move it by 50 ms at most', () => {
      const clock = new FarmClock(new VirtualClock('2026-01-01T00:00:00Z'));
      const hostMs = clock.now();
      clock.sample([sample(hostMs, 700, 40), sample(hostMs, 650, 2)]);
      expect(clock.now() - hostMs).to.equal(650);
      clock.sample([sample(hostMs, 900, 0)]);
      expect(clock.now() - hostMs).to.equal(700);
      clock.sample([sample(hostMs, 690, 0)]);
      expect(clock.now() - hostMs).to.equal(690);
    });
  });
});

function release(name: string, firstSeenMs: number): Release {
  return { release: name, startedMs: 0, firstSeenMs, lastSeenMs: 99_000, hasHosts: true };
}

/** A host that is behind by `aheadMs`, as an answer tells that took `tripMs`. */
function sample(hostMs: number, aheadMs: number, tripMs: number) {
  return { databaseMs: hostMs + aheadMs + tripMs / 2, sentMs: hostMs, sentMonotonicMs: 0, tripMs };
}
