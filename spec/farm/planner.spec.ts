import { expect } from 'chai';
import { FarmClock } from '../../lib/farm/farm-clock.js';
import { Planner } from '../../lib/farm/planner.js';
import type { NewRow } from '../../lib/farm/rows.js';
import type { FarmStore } from '../../lib/farm/store.js';
import { type LateDecision, type LateSchedule, STALE_MS } from '../../lib/farm/watermark.js';
import type { Due } from '../../lib/kit.js';
import { VirtualClock } from '../../lib/testing/index.js';

describe('what a host plans', () => {
  const startMs = Date.parse('2026-01-01T00:00:00Z');

  /** A host whose scheduler offers only the first of all that is due, as it does; the database's clock is behind by so much. */
  function planned(
    lateMs: number,
    behindMs = 0,
    jitterMs: (at: number) => number = () => 0,
    arrivesMs = 0,
  ): Promise<readonly number[]> {
    const clock = new VirtualClock(startMs + lateMs);
    const rows: NewRow[] = [];
    const store = {
      async plan(fresh: readonly NewRow[]) {
        clock.jump(arrivesMs);
        if (arrivesMs >= STALE_MS) return fresh.map(({ data }) => data.job);
        rows.push(...fresh);
        return [];
      },
      async decideLate(
        _: string,
        decide: (schedule: LateSchedule) => LateDecision | undefined,
        rowsOf: (decision: LateDecision) => readonly NewRow[],
      ) {
        const decision = decide({ watermarkMs: startMs - 1, planned: new Set(), nowMs: clock.now() - behindMs });
        if (decision === undefined) return startMs - 1;
        rows.push(...rowsOf(decision));
        return decision.upTo;
      },
    } as unknown as FarmStore;
    const planner = new Planner({
      farm: 'farm',
      store,
      world: { clock: new FarmClock(clock), trouble: () => {}, tell: () => {} },
      isLive: () => true,
      isRuledOut: () => false,
      job: () => undefined,
      planned: () => {},
    });
    const offer: Due = {
      name: 'job',
      occurrenceMs: startMs,
      dueAt: startMs + jitterMs(startMs),
      trigger: 'schedule',
      next: afterMs => Math.floor(afterMs / 1_000) * 1_000 + 1_000,
      decide(firstMs, nowMs) {
        const upTo = Math.floor(nowMs / 1_000) * 1_000;
        const missed = { count: (upTo - firstMs) / 1_000, atLeast: false, first: firstMs, last: upTo - 1_000 };
        return { run: [upTo], missed: upTo > firstMs ? missed : undefined, upTo };
      },
      jitterMs,
    };
    planner.due(offer);
    return new Promise(resolve =>
      setImmediate(() => resolve(rows.map(({ data }) => data.at - startMs).sort((a, b) => a - b))),
    );
  }

  it('is the occurrence that is due', async () => {
    expect(await planned(5)).to.deep.equal([0]);
  });

  it('is also what came due meanwhile, which its scheduler does not offer again', async () => {
    expect(await planned(1_000)).to.deep.equal([0, 1_000]);
    expect(await planned(1_030, 0, at => (at === startMs ? 900 : 0))).to.deep.equal([0, 1_000]);
  });

  it('is decided as what was missed where it reaches the database half an hour late', async () => {
    // The last due then runs, and what was missed before it is one row.
    const lastMs = 30 * 60_000;
    expect(await planned(5, 0, undefined, lastMs)).to.deep.equal([lastMs - 1_000, lastMs]);
  });

  it('is what is due here and not yet by the clock of the database, beside what is decided there', async () => {
    // 2 s late here, and by the database's clock not quite: it decides about the first two, and the third is due here.
    expect(await planned(2_005, 10)).to.deep.equal([0, 1_000, 2_000]);
  });

  it('is decided about once, also where the clock of the database is far behind', async () => {
    let count = 0;
    const rows = await planned(900_005, 899_000, () => {
      count += 1;
      return 0;
    });
    expect(rows).to.deep.equal(Array.from({ length: 901 }, (_, i) => i * 1_000));
    expect(count).to.be.below(2_000);
  });
});
