import { expect } from 'chai';
import { decideMissed, type MissedPolicy } from '../../lib/recurrence/missed.js';
import { declared } from '../support/declared.js';
import { scheduleOf } from '../support/schedules.js';

const START = Date.UTC(2026, 0, 1);
const seconds = scheduleOf({ every: 1, unit: 'seconds' }).bind(START);

describe('decideMissed', () => {
  const cases: readonly [string, Partial<MissedPolicy>, number, readonly number[], number | undefined][] = [
    ['one on time', {}, 1.003, [1], undefined],
    ['one late', {}, 1.9, [1], undefined],
    ['one late, skip, within its grace', { kind: 'skip' }, 1.9, [1], undefined],
    ['one too late for its limit', { withinMs: 500 }, 1.9, [], 1],
    ['one too late for its grace', { kind: 'skip', withinMs: 500 }, 1.9, [], 1],
    ['several, runOnce', {}, 4.2, [4], 3],
    ['several, runOnce, the latest too late', { withinMs: 100 }, 4.2, [], 4],
    ['several, skip', { kind: 'skip' }, 4.2, [4], 3],
    ['several, skip, the latest too late', { kind: 'skip', withinMs: 100 }, 4.2, [], 4],
    ['several, runAll', { kind: 'runAll', max: 10 }, 4.2, [1, 2, 3, 4], undefined],
    ['several, runAll of at most two', { kind: 'runAll', max: 2 }, 4.2, [3, 4], 2],
    ['several, runAll within a limit', { kind: 'runAll', max: 10, withinMs: 1500 }, 4.2, [3, 4], 2],
  ];
  for (const [name, policy, nowSeconds, run, missed] of cases) {
    it(name, () => {
      const decision = decideMissed(policyOf(policy), seconds, START + 1000, START + nowSeconds * 1000);
      expect(decision.run).to.deep.equal(run.map(second => START + second * 1000));
      expect(decision.missed?.count).to.equal(missed);
      expect(decision.upTo).to.equal(START + Math.floor(nowSeconds) * 1000);
    });
  }

  it('counts a year of missed seconds without visiting them', () => {
    const decision = decideMissed(policyOf({}), counting(seconds), START + 1000, START + 365 * 86_400_000);
    expect(decision.missed).to.deep.equal({
      count: 365 * 86_400 - 1,
      atLeast: false,
      first: START + 1000,
      last: START + 365 * 86_400_000 - 1000,
    });
    expect(visits).to.be.lessThan(5);
  });

  it('counts as far as a slice goes where a function has a say, and says that there are more', () => {
    const asked: number[] = [];
    const { schedule } = declared(s =>
      s
        .toRunEvery(1)
        .hours()
        .exceptOn(date => asked.push(date.day) === 0),
    );
    const bound = schedule.bind(START);
    const year = START + 365 * 86_400_000;
    let slices = 3;
    asked.length = 0;
    const cut = decideMissed(policyOf({}), bound, START, year, () => --slices === 0);
    expect(cut.missed).to.deep.include({ count: 3 * 8 * 24, atLeast: true, last: year - 3_600_000 });
    expect(cut.run).to.deep.equal([year]);
    expect(asked.length).to.be.lessThan(60);
    expect(decideMissed(policyOf({}), bound, START, year).missed).to.deep.include({ count: 365 * 24, atLeast: false });
    const none = decideMissed(policyOf({ kind: 'skip', withinMs: 0 }), bound, START, year + 1, () => true);
    expect(none.missed).to.deep.include({ count: 8 * 24, atLeast: true });
    expect(none.run).to.deep.equal([]);
  });

  it('counts all where no function has a say, however short the slice', () => {
    const decision = decideMissed(policyOf({}), seconds, START + 1000, START + 365 * 86_400_000, () => true);
    expect(decision.missed).to.deep.include({ count: 365 * 86_400 - 1, atLeast: false });
  });

  it('leaves an occurrence whose jitter is not over to later', () => {
    const jittered = scheduleOf({ every: 1, unit: 'seconds', jitterMs: 900 }).bind(START);
    const jitterMs = jittered.jitterMs(START + 4000);
    expect(jitterMs).to.be.greaterThan(0);
    const before = decideMissed(policyOf({}), jittered, START + 1000, START + 4000 + jitterMs - 1);
    const after = decideMissed(policyOf({}), jittered, START + 1000, START + 4000 + jitterMs);
    expect(before.run).to.deep.equal([START + 3000]);
    expect(after.run).to.deep.equal([START + 4000]);
  });
});

function policyOf(policy: Partial<MissedPolicy>): MissedPolicy {
  return { kind: 'runOnce', withinMs: undefined, max: 1, ...policy };
}

let visits = 0;

function counting(bound: typeof seconds): Parameters<typeof decideMissed>[1] {
  visits = 0;
  return {
    previous(beforeMs) {
      visits += 1;
      return bound.previous(beforeMs);
    },
    count: (fromMs, toMs) => bound.count(fromMs, toMs),
    jitterMs: at => bound.jitterMs(at),
  };
}
