import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { Project } from './project.js';

const STRIPS = Boolean((process.features as { typescript?: unknown }).typescript);

describe('carillon init', () => {
  const projects: Readonly<Record<string, readonly [files: Record<string, string>, modules: string[], file: string]>> =
    {
      'an empty folder': [{}, ['carillon'], 'jobs.js'],
      'a project of modules': [{ 'package.json': '{ "type": "module" }' }, ['carillon'], 'jobs.js'],
      'a project of CommonJS': [{ 'package.json': '{ "type": "commonjs" }' }, ['carillon'], 'jobs.js'],
      'a TypeScript project with tsx': [
        { 'package.json': '{ "type": "module" }', 'tsconfig.json': '{}' },
        ['carillon', 'tsx'],
        'jobs.ts',
      ],
      'a TypeScript project of CommonJS with tsx': [
        { 'package.json': '{ "type": "commonjs", "devDependencies": { "typescript": "*" } }' },
        ['carillon', 'tsx'],
        'jobs.ts',
      ],
      'a TypeScript project without tsx': [
        { 'package.json': '{ "type": "module" }', 'tsconfig.json': '{}' },
        ['carillon'],
        STRIPS ? 'jobs.ts' : 'jobs.js',
      ],
    };
  for (const [what, [files, modules, file]] of Object.entries(projects)) {
    it(`writes twelve lines into ${what}, which list, run and doctor take as they are`, async () => {
      using project = new Project(files, modules);
      const { stdout, stderr, status } = await project.run(['init']);
      expect([stdout, stderr, status]).to.deep.equal([`wrote ${file}\n`, 'now: npx carillon list\n', 0]);
      expect(readFileSync(join(project.folder, file), 'utf8').trimEnd().split('\n')).to.have.length(12);
      const list = await project.run(['list']);
      expect([list.stdout.trimEnd().split('\n').length, list.status], list.stderr).to.deep.equal([3, 0]);
      expect((await project.run(['run', 'report'])).stdout).to.equal('report written\n');
      expect((await project.run(['doctor'])).status).to.equal(0);
    });
  }

  it('overwrites nothing, wherever a registry is', async () => {
    for (const name of ['jobs.ts', 'jobs.cjs', 'src/jobs.js', 'schedule.mjs']) {
      using project = new Project({ [name]: '// mine' }, ['carillon']);
      const { stderr, status } = await project.run(['init']);
      expect(stderr).to.equal(
        `carillon: there is a ${name} already, and it stays as it is\n  carillon list --file ${name} shows what is in it\n`,
      );
      expect([status, readFileSync(join(project.folder, name), 'utf8')]).to.deep.equal([1, '// mine']);
    }
  });

  it('writes nothing where package.json names another file', async () => {
    const named = { 'package.json': '{ "carillon": { "file": "src/mine.mjs" } }' };
    using without = new Project(named, ['carillon']);
    const { stderr, status } = await without.run(['init']);
    expect(stderr).to.match(
      /^carillon: package.json names src\/mine.mjs, which is not there.*\n {2}write that one, or/,
    );
    expect([status, existsSync(join(without.folder, 'jobs.js'))]).to.deep.equal([1, false]);
    using project = new Project({ ...named, 'src/mine.mjs': '' }, ['carillon']);
    expect((await project.run(['init'])).stderr).to.contain('there is a src/mine.mjs already');
  });

  it('writes into a folder of a project what that project can read', async () => {
    using project = new Project({ 'package.json': '{ "type": "commonjs" }' }, ['carillon']);
    const line = 'mkdir inner && cd inner && carillon init && carillon list';
    const { stdout, status } = await project.shell(line);
    expect(stdout).to.match(/^wrote jobs.js\nNEXT /);
    expect(status).to.equal(0);
  });

  it('names UTC where the zone of the host has no name', async () => {
    for (const TZ of [':/etc/localtime', 'Nonsense', '']) {
      using project = new Project({}, ['carillon']);
      await project.run(['init'], { env: { TZ } });
      const { stdout, stderr, status } = await project.run(['next', '-n', '1'], { env: { TZ } });
      expect([status, stdout], stderr).to.deep.equal([0, 'NEXT          IN   JOB\n20:14:20 UTC  2 s  heartbeat\n']);
      const local = await project.run(['next', '--zone', 'local'], { env: { TZ } });
      expect(local.stderr).to.match(
        /^carillon: the time zone of this host has no IANA name\n {2}set TZ to one such as/,
      );
      expect((await project.run(['doctor'], { env: { TZ } })).stdout).to.contain(
        'this host is in a zone without a name',
      );
    }
  });

  it('says why it can write nothing', async () => {
    using project = new Project({}, ['carillon']);
    // A link that leads nowhere is taken by nobody, and in the way of everybody, of root too.
    symlinkSync('nowhere', join(project.folder, 'jobs.js'));
    const { stderr, status } = await project.run(['init']);
    expect(stderr).to.match(
      /^carillon: jobs.js can't be written: EEXIST.*\n {2}call it in a folder that you may write to\n$/,
    );
    expect(status).to.equal(1);
  });

  it('says first what is to be installed', async () => {
    using project = new Project({}, []);
    expect((await project.run(['init'])).stderr).to.equal('now: npm install carillon, then npx carillon list\n');
  });
});
