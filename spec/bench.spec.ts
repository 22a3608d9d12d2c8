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
});

function leavesOf(value: unknown): readonly unknown[] {
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(leavesOf) : [value];
}
