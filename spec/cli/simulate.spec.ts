import { expect } from 'chai';
import { Project } from './project.js';

const JOBS = `
import { Registry } from 'carillon';
export const registry = new Registry({ zone: 'UTC' });
registry.schedule(() => {}).withName('jit').toRunEvery(1).hours().withJitter({ minutes: 20 });
registry.schedule(() => {}).withName('first').toRunEvery(6).hours().inGroup('g').whenOverlapping('runAfter');
registry.schedule(() => {}).withName('second').toRunEvery(6).hours().inGroup('g').whenOverlapping('runAfter');
`;

describe('carillon simulate', () => {
  it('holds nobody answerable for what the end of the period is in the way of', async () => {
    using project = new Project({ 'jobs.mjs': JOBS });
    const period = ['--from', '2026-01-01', '--to', '2026-01-01T06:05'];
    const supposed = ['--take', 'first=10m', '--max-skipped', '0', '--json'];
    const { stdout, status } = await project.run(['simulate', ...period, ...supposed]);
    const { jobs } = JSON.parse(stdout) as { jobs: readonly { runs: number; skipped: number }[] };
    // At 06:05 the jitter of 06:00 is not over, and the second of a group waits for the first.
    expect([status, ...jobs.map(({ runs, skipped }) => [runs, skipped])]).to.deep.equal([0, [6, 0], [2, 0], [1, 0]]);
  });
});
