import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import nodeModule from 'node:module';
import { join } from 'node:path';
import { expect } from 'chai';
import { ESM, expectOne } from './modules.js';
import { Project } from './project.js';

const KEEPS = 'enableCompileCache' in nodeModule;

describe('what Node compiled for a command', () => {
  let project: Project;

  beforeEach(() => {
    project = new Project({ 'jobs.mjs': ESM });
  });
  afterEach(() => project[Symbol.dispose]());

  it('is kept in the cache of the user where Node can, and nothing in the project', async () => {
    const cache = join(project.folder, 'home/.cache');
    for (const env of [
      { HOME: join(project.folder, 'home'), XDG_CACHE_HOME: '' },
      { HOME: '', XDG_CACHE_HOME: cache },
    ]) {
      expectOne(await project.run(['list'], { env }));
      expect(existsSync(join(cache, 'carillon'))).to.equal(KEEPS);
    }
    expect(readdirSync(project.folder).filter(name => name !== 'home')).to.have.members(['jobs.mjs', 'node_modules']);
  });

  it('is not taken for what has changed since', async () => {
    const env = { XDG_CACHE_HOME: join(project.folder, 'cache') };
    expectOne(await project.run(['list'], { env }));
    project.write('jobs.mjs', ESM.replace("'one'", "'other'"));
    const { stdout } = await project.run(['list', '--json'], { env });
    expect(JSON.parse(stdout).jobs[0].name).to.equal('other');
  });

  it('is left alone where there is no such folder, or none that can be written', async () => {
    const file = join(project.folder, 'file');
    writeFileSync(file, '');
    for (const env of [{ HOME: '' }, { HOME: file }, { HOME: 'home' }]) {
      expectOne(await project.run(['list'], { env: { XDG_CACHE_HOME: '', ...env } }));
    }
    expect(readdirSync(project.folder)).to.have.members(['file', 'jobs.mjs', 'node_modules']);
  });
});
