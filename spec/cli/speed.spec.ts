import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { COMMAND, Project } from './project.js';
import { SHOP } from './shop.js';

const execute = promisify(execFile);

const SPENT = new URL('./spent.js', import.meta.url).href;
const ROUNDS = 7;
const MANY = `
import { Registry } from 'carillon';
export const registry = new Registry({ zone: 'Europe/Berlin' });
for (let i = 0; i < 10_000; i++) {
  registry.schedule(() => {}).withName(\`job \${i}\`).toRunEvery(1 + (i % 5)).days().at(i % 24, i % 60);
}
`;

// Processor time, the least of some rounds: time by the clock would tell how busy the machine is.
describe('the speed of the command line', () => {
  let project: Project;

  before(() => {
    project = new Project({ 'jobs.mjs': SHOP, 'many.mjs': MANY });
  });
  after(() => project[Symbol.dispose]());

  it('lists 10,000 jobs in under two seconds', async () => {
    expect(await least([COMMAND, 'list', '--file', 'many.mjs'], 3)).to.be.below(2000);
  });

  it('lists twelve jobs within three times an empty process, or twice one that names a zone', async () => {
    const empty = await least(['-e', '0']);
    // Where a process begins within 25 ms, most of what remains is that ICU is asked for its first zone.
    const zone = await least([
      '--input-type=module',
      '-e',
      "new (await import('carillon')).Registry({ zone: 'Europe/Berlin' })",
    ]);
    expect(await least([COMMAND, 'list'])).to.be.below(Math.max(3 * empty, 2 * zone));
  });

  it('tells its version in hardly more than that', async () => {
    expect(await least([COMMAND, '--version'])).to.be.below(2.5 * (await least(['-e', '0'])));
  });

  async function least(args: readonly string[], rounds = ROUNDS): Promise<number> {
    const path = join(project.folder, 'spent');
    const env = { PATH: process.env['PATH'] ?? '', TZ: 'UTC', SPEC_SPENT: path };
    const spent: number[] = [];
    for (let round = 0; round < rounds; round++) {
      await execute(process.execPath, ['--import', SPENT, ...args], { cwd: project.folder, env, maxBuffer: 2 ** 26 });
      spent.push(Number(readFileSync(path, 'utf8')));
    }
    return Math.min(...spent);
  }
});
