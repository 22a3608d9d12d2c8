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

  it('finds a job whose name looks like words or cron text, where it is neither', async () => {
    const names = ['sync(eu)', '@nightly', '@daily'];
    const jobs = names.map(name => `registry.schedule(() => {}).withName('${name}').toRunEvery(2).hours();`).join('\n');
    project.write(
      'named.mjs',
      `import { Registry } from 'carillon';\nexport const registry = new Registry({ zone: 'UTC' });\n${jobs}`,
    );
    const words = names.map(async name => {
      const { stdout } = await project.run(['explain', name, '--file', 'named.mjs']);
      return stdout.split('\n')[0];
    });
    const job = 'words     every 2 hours (UTC), counted from 1 January 2024';
    expect(await Promise.all(words)).to.deep.equal([job, job, 'words     every day at 00:00 (UTC)']);
    const { stderr, status } = await project.run(['explain', 'snyc(eu)', '--file', 'named.mjs']);
    expect([stderr.split('\n')[0], status]).to.deep.equal(["carillon: there is no word 'snyc'", 1]);
  });

  it('loads no registry to say that cron text or words make no sense', async () => {
    project.write('loud.mjs', "console.log('loaded');");
    for (const text of ['0 25 * * *', 'toRunEvery(1).days().at(25)']) {
      const { stderr, status } = await project.run(['explain', text, '--file', 'loud.mjs']);
      expect(stderr)
        .to.match(/^carillon: /)
        .and.not.contain('loaded');
      expect(status).to.equal(1);
    }
  });

  it('needs the zone of the host for cron text alone, and not for a job', async () => {
    const env = { TZ: ':/etc/localtime' };
    expect((await project.run(['explain', 'backup'], { env })).status).to.equal(0);
    const { stdout } = await project.run(['explain', '30 2 * * *', '--zone', 'UTC'], { env });
    expect(stdout).to.contain('(UTC)');
  });
});
