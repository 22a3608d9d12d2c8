// @ts-check
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { settings } from '../settings.js';

/**
 * Calls an exported function of a module in a process of its own, and gives what it gives. Whatever ends the process
 * before that is the error.
 * @param {string} moduleUrl
 * @param {string} functionName
 * @param {readonly unknown[]} args
 * @param {{ env?: Record<string, string>, execArgv?: string[], limitMs?: number }} [options]
 * @returns {Promise<any>}
 */
export function inChild(
  moduleUrl,
  functionName,
  args = [],
  { env = {}, execArgv = [], limitMs = settings.limitMs } = {},
) {
  return new Promise((resolve, reject) => {
    const child = fork(
      fileURLToPath(new URL('child.js', import.meta.url)),
      [moduleUrl, functionName, JSON.stringify(args)],
      {
        env: { ...process.env, ...env },
        execArgv: ['--expose-gc', ...execArgv],
        stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      },
    );
    let stderr = '';
    /** @type {{ value?: unknown, error?: string } | undefined} */
    let answer;
    child.stderr?.on('data', data => {
      stderr = (stderr + data).slice(-20_000);
    });
    const alarm = setTimeout(() => {
      answer = { error: `did not end within ${Math.round(limitMs / 1000)} s` };
      child.kill('SIGKILL');
    }, limitMs);
    child.on('message', message => {
      answer ??= /** @type {{ value?: unknown, error?: string }} */ (message);
      child.kill('SIGKILL');
    });
    child.on('close', (code, signal) => {
      clearTimeout(alarm);
      if (answer?.error !== undefined) reject(new Error(answer.error));
      else if (answer !== undefined) resolve(answer.value);
      else reject(new Error(`died: ${causeIn(stderr) ?? signal ?? `exit ${code}`}`));
    });
  });
}

/** @param {string} stderr */
function causeIn(stderr) {
  if (/heap out of memory/.test(stderr)) return 'out of memory';
  return /^\w*Error.*$/m.exec(stderr)?.[0];
}
