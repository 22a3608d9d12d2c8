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

  it('takes for a zone what the words do, on every Node, and says which was meant, as list and next do', async () => {
    for (const line of [['explain', '0 9 * * *'], ['explain', 'backup'], ['list'], ['next']]) {
      const said = async (zone: string) => await project.run([...line, `--zone=${zone}`]);
      for (const [zone, meant] of [
        ['Asia/Tokio', 'Asia/Tokyo'],
        ['+02:00', 'UTC+2'],
      ] as const) {
        const { stderr, status } = await said(zone);
        expect([stderr, status]).to.deep.equal([
          `carillon: unknown time zone '${zone}'\n  did you mean '${meant}'?\n`,
          2,
        ]);
      }
      expect(Object.values(await said('europe/berlin')).join()).not.to.contain('europe/berlin');
    }
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

  it('says of what other tools take for cron text what it is, unless it is the name of a job', async () => {
    for (const [text, says] of [
      ['H/5 * * * *', 'Jenkins'],
      ['TZ=UTC 0 9 * * *', 'names a time zone'],
      ['rate(5 minutes)', 'is an interval of AWS'],
      ['cron(0 9 * * ? *)', 'is that of AWS'],
      ['every 5 minutes', 'toRunEvery(5).minutes()'],
      ['*/5', 'must have five or six fields'],
      ['5 4 * *', 'must have five or six fields'],
      ['0 9 * * * root /bin/tidy --all -v', 'has a user or a command behind its fields'],
    ] as const) {
      const { stderr, status } = await project.run(['explain', text, '--file', 'none.mjs']);
      expect(stderr)
        .to.match(/^carillon: cron text '/)
        .and.contain(says);
      expect(status).to.equal(1);
    }
    const job = "registry.schedule(() => {}).withName('every 5').toRunEvery(5).hours();";
    project.write(
      'every.mjs',
      `import { Registry } from 'carillon';\nexport const registry = new Registry({ zone: 'UTC' });\n${job}`,
    );
    expect((await project.run(['explain', 'every 5', '--file', 'every.mjs'])).stdout).to.match(/^words +every 5 hours/);
  });

  it('says of a name where there are no jobs that it is taken for one, for who meant something else', async () => {
    const { stderr, status } = await project.run(['explain', 'daily at 9', '--file', 'none.mjs']);
    expect(stderr).to.equal(
      "carillon: there is no file 'none.mjs', which --file names\n" +
        "  'daily at 9' is no cron text and no words, so it is taken for the name of a job\n  name one that is there\n",
    );
    expect(status).to.equal(3);
    project.write('broken.mjs', "throw 'no';");
    const broken = await project.run(['explain', 'daily at 9', '--file', 'broken.mjs']);
    expect([broken.stderr, broken.status]).to.deep.equal(["carillon: broken.mjs can't be loaded: no\n", 3]);
  });

  it('needs the zone of the host for cron text alone, and not for a job', async () => {
    const env = { TZ: ':/etc/localtime' };
    expect((await project.run(['explain', 'backup'], { env })).status).to.equal(0);
    const { stdout } = await project.run(['explain', '30 2 * * *', '--zone', 'UTC'], { env });
    expect(stdout).to.contain('(UTC)');
  });
});
