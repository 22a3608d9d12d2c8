// @ts-check
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { SHOP } from '../../../dist/spec/cli/shop.js';
import { atMost, within } from '../measure/bars.js';
import { interleave } from '../measure/rounds.js';
import { scaled } from '../settings.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const command = join(root, 'dist/bundle/cli/carillon.cjs');

/** @param {number} jobs */
const many = jobs => `
import { Registry } from 'carillon';
export const registry = new Registry({ zone: 'Europe/Berlin' });
for (let i = 0; i < ${jobs}; i++) {
  registry.schedule(() => {}).withName('job ' + i).toRunEvery(1 + (i % 5)).days().at(i % 24, i % 60);
}
`;

export const row = {
  title: 'the command line: processes from their start to their end',
  /** @returns {Promise<import('../measure/bars.js').Measurement[]>} */
  run: () => measureAll(scaled(10_000), scaled(25, 3)),
};

/** @param {number} jobs @param {number} rounds */
export async function measureAll(jobs, rounds) {
  const folder = projectOf({ 'jobs.mjs': SHOP, 'many.mjs': many(jobs) });
  try {
    const few = await interleave(
      {
        'list of 12 jobs': () => processMs(folder, [command, 'list']),
        // As on a Node before 22.8, and the first time.
        '… with nothing kept compiled': () => processMs(folder, [command, 'list'], { NODE_DISABLE_COMPILE_CACHE: '1' }),
        '--version': () => processMs(folder, [command, '--version']),
        'node -e 0': () => processMs(folder, ['-e', '0']),
      },
      rounds,
    );
    const all = await interleave(
      { carillon: () => processMs(folder, [command, 'list', '--file', 'many.mjs']) },
      Math.min(rounds, 3),
    );
    return [
      {
        what: 'a command',
        unit: 'ms',
        results: few,
        verdicts: [within(3, few, 'node -e 0', 'list of 12 jobs')],
      },
      { what: `list of ${jobs} jobs`, unit: 'ms', results: all, verdicts: [atMost(2000, 'ms', all)] },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {Record<string, string>} files */
function projectOf(files) {
  const folder = mkdtempSync(join(tmpdir(), 'carillon-bench-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(root, join(folder, 'node_modules/carillon'), 'junction');
  return folder;
}

/** With its output piped. @param {string} folder @param {string[]} args @param {NodeJS.ProcessEnv} [env] */
async function processMs(folder, args, env = {}) {
  const began = performance.now();
  await promisify(execFile)(process.execPath, args, {
    cwd: folder,
    env: { PATH: process.env['PATH'], TZ: 'UTC', XDG_CACHE_HOME: join(folder, 'cache'), ...env },
    maxBuffer: 2 ** 26,
  });
  return performance.now() - began;
}
