import { execFile } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { expect } from 'chai';

describe('the benchmarks', () => {
  it('measure Carillon itself, without any peer installed', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, ['spec/bench/smoke.js'], {
      env: { ...process.env, BENCH_SCALE: '0.001', BENCH_ROUNDS: '1' },
    });
    const rows = JSON.parse(stdout) as Readonly<Record<string, unknown>>;
    expect(rows).to.have.all.keys('next', 'far', 'dispatch', 'sideBySide', 'declared', 'typed', 'watched');
    const leaves = Object.values(rows).flatMap(leavesOf);
    expect(leaves).to.have.length.above(60);
    // A contestant that fails says why, in words, where its numbers would be.
    for (const leaf of leaves) expect(leaf).to.satisfy(Number.isFinite);
    expect(rows).to.have.nested.property('sideBySide.carillon.due.share', 100);
  });

  it('compare what takes half as long with its bar, and tell of what does twice as many in a second', async () => {
    const bars = await import(pathToFileURL('spec/bench/measure/bars.js').href);
    const times = { carillon: { samples: [10] }, peer: { samples: [20] } };
    expect(bars.fasterThan(2, times, 'peer'))
      .to.deep.include({ holds: true })
      .and.nested.include({ 'measured.median': 2 });
    const rates = { carillon: { samples: [20] }, peer: { samples: [10] } };
    const told = bars.timesAsMany(rates, 'peer');
    expect(told).to.deep.include({ holds: undefined }).and.nested.include({ 'measured.median': 2 });
  });

  it('say whether it is ahead of every peer, by the one that is best, and of no floor', async () => {
    const { standingText } = await import(pathToFileURL('spec/bench/measure/standing.js').href);
    const results = {
      'carillon next': { samples: [10] },
      floor: { samples: [1] },
      'raw heap': { samples: [1] },
      'cron 4': { samples: [30] },
      'croner 11': { samples: [20] },
      'node-cron 4': { died: 'out of memory' },
    };
    expect(standingText({ unit: 'ms', results })).to.equal('ahead of every peer: yes, 2.00 × as good as croner 11');
    expect(standingText({ unit: 'a second', results })).to.equal('ahead of every peer: no, 0.33 × as good as cron 4');
    expect(standingText({ unit: '%', results })).to.equal(undefined);
    expect(
      standingText({ unit: 'ms', results: { carillon: { samples: [10] }, 'raw heap': { samples: [1] } } }),
    ).to.equal(undefined);
  });

  it('tell of a floor without judging it', async () => {
    const { floor, within } = await import(pathToFileURL('spec/bench/measure/bars.js').href);
    const results = { carillon: { samples: [30] }, 'raw heap': { samples: [10] } };
    expect(floor(within(2, results, 'raw heap')))
      .to.deep.include({ holds: undefined, bar: 'floor: ≤ 2 × raw heap' })
      .and.nested.include({ 'measured.median': 3 });
  });
});

function leavesOf(value: unknown): readonly unknown[] {
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(leavesOf) : [value];
}
