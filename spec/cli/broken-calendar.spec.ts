import { expect } from 'chai';
import { Project } from './project.js';

/** A calendar that ends, which is asked about a date behind its end. */
const JOBS = `
import { Registry } from 'carillon';
export const registry = new Registry({ zone: 'UTC' });
registry.schedule(() => {}).withName('fine').toRunEvery(1).hours();
registry.schedule(() => {}).withName('ends').toRunEvery(1).days().exceptOn(date => {
  if (date.year > 2026) throw new Error('no calendar beyond 2026');
  return date.year === 2026 && date.month > 10;
});
`;
const WHY =
  'a function given to exceptOn(…) failed for 2027-01-01 (Error: no calendar beyond 2026): it must answer for every date';

describe('a job whose calendar throws', () => {
  let project: Project;

  before(() => {
    project = new Project({ 'jobs.mjs': JOBS });
  });
  after(() => project[Symbol.dispose]());

  for (const line of [['list'], ['next'], ['next', 'ends'], ['explain', 'ends'], ['simulate', '--to', '60d']]) {
    it(`is named by ${line.join(' ')}, as what else the registry says wrong`, async () => {
      const { stdout, stderr, status } = await project.run(line);
      expect([stdout, stderr, status]).to.deep.equal(['', `carillon: jobs.mjs: job 'ends': ${WHY}\n`, 3]);
    });
  }

  it('fails the doctor, who looks at the others all the same', async () => {
    const { stdout, status } = await project.run(['doctor']);
    expect(stdout)
      .to.match(/✓ jobs +2 jobs in jobs.mjs, 1 remark, below\n/)
      .and.match(/✕ ends +a function given to exceptOn/);
    expect(status).to.equal(1);
  });

  it('is nothing to the others', async () => {
    for (const line of [
      ['next', 'fine'],
      ['explain', 'fine'],
      ['run', 'ends'],
    ]) {
      const { status, stderr } = await project.run(line);
      expect(status, stderr).to.equal(0);
    }
  });
});
