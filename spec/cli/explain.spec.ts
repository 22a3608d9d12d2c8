import { expect } from 'chai';
import { Project } from './project.js';
import { SHOP } from './shop.js';

describe('carillon explain', () => {
  let project: Project;

  before(() => {
    project = new Project({ 'jobs.mjs': SHOP });
  });
  after(() => project[Symbol.dispose]());

  it('tells the times of a job in the zone that is said, and its schedule as it is', async () => {
    const { stdout } = await project.run(['explain', 'backup', '--zone', 'America/New_York']);
    expect(stdout)
      .to.match(/^words {5}every day at 02:30 \(Europe\/Berlin\)/)
      .and.contain('next      20:30:00 EST  in 5 h 16 m\n');
    const { stderr, status } = await project.run(['explain', 'backup', '--zone', 'Nowhere/Land']);
    expect([stderr.split('\n')[0], status]).to.deep.equal(["carillon: unknown time zone 'Nowhere/Land'", 2]);
  });

  it('needs the zone of the host for cron text alone, and not for a job', async () => {
    const env = { TZ: ':/etc/localtime' };
    expect((await project.run(['explain', 'backup'], { env })).status).to.equal(0);
    const { stdout } = await project.run(['explain', '30 2 * * *', '--zone', 'UTC'], { env });
    expect(stdout).to.contain('(UTC)');
  });
});
