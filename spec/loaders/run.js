// @ts-check
// Packs Carillon, installs it here as a user would, and runs it in every loader of the matrix.
//
//     npm run test:loaders                 all, on this Node
//     npm run test:loaders -- 20 22 24     all, on each of these
//     npm run test:loaders -- Jest tsx     those whose name holds one of these words
import { execFile, execFileSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { loaders } from './matrix.js';

const LONGEST_COMMAND_MS = 300_000;

const here = fileURLToPath(new URL('.', import.meta.url));
const root = fileURLToPath(new URL('../..', import.meta.url));
const versions = process.argv.slice(2).filter(word => /^\d+$/.test(word));
const words = process.argv.slice(2).filter(word => !/^\d+$/.test(word));

install();
let failures = 0;
if (versions.length === 0) failures += await runAll();
for (const version of versions) failures += runOn(version);
process.exitCode = failures === 0 ? 0 : 1;

function install() {
  if (process.env['LOADERS_INSTALLED'] !== undefined) return;
  if (!existsSync(`${here}node_modules`)) npm(['ci', '--no-audit', '--no-fund', '--loglevel=error'], here);
  const [{ filename }] = JSON.parse(npm(['pack', '--json', '--ignore-scripts', '--pack-destination', here], root));
  npm(['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error', `./${filename}`], here);
  rmSync(`${here}${filename}`);
}

/** @param {string[]} args @param {string} cwd */
function npm(args, cwd) {
  return execFileSync('npm', args, { cwd, encoding: 'utf8', shell: process.platform === 'win32' });
}

/**
 * By the Node that npm brings, in a process of its own.
 * @param {string} version
 */
function runOn(version) {
  try {
    execFileSync('npx', ['-y', '-p', `node@${version}`, 'node', fileURLToPath(import.meta.url), ...words], {
      env: { ...process.env, LOADERS_INSTALLED: 'yes' },
      stdio: 'inherit',
    });
    return 0;
  } catch {
    return 1;
  }
}

async function runAll() {
  console.log(`Node ${process.version}`);
  let failed = 0;
  for (const loader of loaders) {
    if (words.length > 0 && !words.some(word => loader.name.includes(word))) continue;
    const fault = await faultOf(loader);
    console.log(
      `  ${fault === undefined ? 'ok    ' : 'FAILED'}  ${loader.name.padEnd(22)}  ${loader.commands.join(' && ')}`,
    );
    if (fault === undefined) continue;
    console.log(fault.replace(/^/gm, '          '));
    failed += 1;
  }
  return failed;
}

/** What went wrong, if anything did. @param {import('./matrix.js').Loader} loader */
async function faultOf(loader) {
  const cwd = fileURLToPath(new URL(`cases/${loader.folder}`, import.meta.url));
  rmSync(`${cwd}/dist`, { recursive: true, force: true });
  let printed = '';
  for (const command of loader.commands) {
    const { status, text } = await typed(command, cwd, loader.env);
    printed += text;
    if (status !== 0) return `${command} ended with ${status}:\n${printed}`;
  }
  return loader.prints.test(printed) ? undefined : `it did not print ${loader.prints}, but:\n${printed}`;
}

/** @param {string} command @param {string} cwd @param {NodeJS.ProcessEnv} [env] */
function typed(command, cwd, env) {
  // npx refuses what is not installed, and knows nothing of an npx around it.
  const npx = { npm_config_yes: 'false', npm_config_package: undefined };
  const settings = { ...npx, NO_COLOR: '1', FORCE_COLOR: undefined, ...env };
  const options = { cwd, env: { ...process.env, ...settings }, shell: true, timeout: LONGEST_COMMAND_MS };
  return new Promise(done => {
    execFile(command, options, (error, stdout, stderr) => {
      done({ status: error === null ? 0 : (error.code ?? error.signal), text: `${stdout}${stderr}` });
    });
  });
}
