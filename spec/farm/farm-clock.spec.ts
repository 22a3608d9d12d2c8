import { expect } from 'chai';
import { FarmClock } from '../../lib/farm/farm-clock.js';
import { momentOf } from '../../lib/farm/fence.js';
import { VirtualClock } from '../../lib/testing/index.js';

describe('the clock of a host of a farm', () => {
  /** A clock after an answer that shows the database so far ahead of the host, with so long a trip, for each of these. */
  function clockAfter(...samples: readonly (readonly [aheadMs: number, tripMs: number])[]): FarmClock {
    const base = new VirtualClock(0);
    const clock = new FarmClock(base);
    for (const [aheadMs, tripMs] of samples) {
      clock.sample([
        {
          databaseMs: base.now() + tripMs / 2 + aheadMs,
          sentMs: base.now(),
          sentMonotonicMs: base.monotonic(),
          tripMs,
        },
      ]);
    }
    return clock;
  }

  it('is that of the database from the first sample on, however far that is', () => {
    expect(clockAfter([90_000, 2]).now()).to.equal(90_000);
    expect(clockAfter([-700, 400]).offsetMs).to.equal(-700);
  });

  it('goes 50 ms at most with each further one, and says at once how far there is to go', () => {
    const clock = clockAfter([0, 2], [60_000, 2], [60_000, 2]);
    expect([clock.offsetMs, clock.measuredMs]).to.deep.equal([100, 60_000]);
  });

  it('goes as far as is certain where an answer took long, and so also where all do', () => {
    expect(clockAfter([0, 2], [40, 100]).offsetMs).to.equal(0);
    expect(clockAfter([0, 2], [80, 100]).offsetMs).to.equal(30);
    expect(clockAfter([0, 2], [500, 100], [500, 100], [500, 100]).offsetMs).to.equal(150);
  });

  describe('whose host is set', () => {
    const base = new VirtualClock(1_000_000);
    let clock = new FarmClock(base);
    let databaseMs = 0;

    /** The database is asked; the host may be set while the answer is under way. */
    function ask(setByMs = 0): void {
      const sent = { sentMs: base.now(), sentMonotonicMs: base.monotonic() };
      base.jump(setByMs);
      clock.sample([{ databaseMs, tripMs: 0, ...sent }]);
    }

    beforeEach(() => {
      clock = new FarmClock(base);
      databaseMs = base.now() + 60_000;
      ask();
    });

    it('is that of the database again with the next sample, however far it was set', () => {
      base.jump(60_000);
      ask();
      expect(clock.now()).to.equal(databaseMs);
      base.jump(-3_600_000);
      ask();
      expect(clock.now()).to.equal(databaseMs);
    });

    it('goes on meanwhile, as if nothing had been set', async () => {
      for (const byMs of [300_000, -300_000]) {
        base.jump(byMs);
        expect(clock.now()).to.equal(databaseMs);
        await base.advance(2_000);
        databaseMs += 2_000;
        expect(clock.now()).to.equal(databaseMs);
        ask();
        expect(clock.now()).to.equal(databaseMs);
      }
    });

    it('learns nothing of an answer that was under way then', () => {
      ask(60_000);
      expect(clock.offsetMs).to.equal(60_000);
      ask();
      expect(clock.now()).to.equal(databaseMs);
    });

    it('leaves the fence of what it holds where it is, which goes by the clock of the host', () => {
      base.jump(-60_000);
      const before = momentOf(clock);
      ask();
      expect(momentOf(clock)).to.deep.equal(before);
    });
  });
});
