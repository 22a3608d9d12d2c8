import { execFile } from 'node:child_process';
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
});

function leavesOf(value: unknown): readonly unknown[] {
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(leavesOf) : [value];
}
