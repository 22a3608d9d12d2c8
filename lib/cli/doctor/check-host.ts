import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { momentsIn } from '../text/moment.js';
import type { Diagnosis, Patient } from './check.js';

/** What the package's `engines` says. */
const OLDEST_NODE = [20, 19] as const;
/** Governments change their clocks several times a year. */
const OLDEST_ZONES_YEARS = 2;
/** What a stop takes at most, with a second to spare. */
const STOP_MS = 10_000;
const PM2_USUAL_MS = 1600;

/** Node, Luxon, ICU and the age of the time zone data. */
export function checkNode({ host, jobs, nowMs }: Patient): readonly Diagnosis[] {
  const label = 'Node';
  const { node, icu, timeZones } = host;
  const text = `${node}, luxon${versionOfLuxon(jobs.path)}, ICU ${icu ?? 'missing'}, time zones ${timeZones ?? 'unknown'}`;
  const [major = 0, minor = 0] = node.split('.').map(Number);
  if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
    return [{ verdict: 'failed', label, text, remedy: `use Node ${OLDEST_NODE.join('.')} or later` }];
  }
  if (icu === undefined) {
    return [{ verdict: 'failed', label, text, remedy: 'use a Node that was built with ICU: zones need it' }];
  }
  const age = Number(momentsIn('UTC').isoDate(nowMs).slice(0, 4)) - Number((timeZones ?? '').slice(0, 4));
  if (!(age >= OLDEST_ZONES_YEARS)) return [{ verdict: 'ok', label, text }];
  const remedy = `the time zones are ${age} years old: use a newer Node, since clocks are changed by law each year somewhere`;
  return [{ verdict: 'note', label, text, remedy }];
}

/** The zones of host and registry. */
export function checkZone({ shell, jobs }: Patient): readonly Diagnosis[] {
  const label = 'zone';
  const { zone } = jobs.registry;
  if (zone === shell.zone) return [{ verdict: 'ok', label, text: `${zone}, of host and registry` }];
  const here = shell.zone === undefined ? 'in a zone without a name' : `in ${shell.zone}`;
  const text = `this host is ${here}, the registry in ${zone}`;
  return [{ verdict: 'note', isFine: true, label, text, remedy: 'fine, since the registry names its zone' }];
}

/** Whether it is the first process of a container, which gets no signal that it doesn't ask for. */
export function checkPid({ host }: Patient): readonly Diagnosis[] {
  if (host.pid !== 1)
    return [{ verdict: 'ok', label: 'pid', text: `${host.pid}, below a process that reaps and signals` }];
  const text = 'this process is pid 1, which no signal ends by default and which must reap its children';
  return [
    { verdict: 'note', label: 'pid', text, remedy: 'start an init before it: docker run --init, init: true, or tini' },
  ];
}

/** Who else listens for signals: ending the process is then theirs. */
export function checkSignals({ host, jobs }: Patient): readonly Diagnosis[] {
  const label = 'signals';
  if (host.heard.length === 0) return [{ verdict: 'ok', label, text: 'nobody else listens for them' }];
  const text = `${jobs.file}, or what it imports, listens for ${host.heard.join(', ')} too`;
  const remedy = 'the scheduler stops all the same, but ending the process is left to that listener';
  return [{ verdict: 'note', label, text, remedy }];
}

/** Whether pm2 leaves a stop its time. */
export function checkPm2({ shell }: Patient): readonly Diagnosis[] {
  const label = 'pm2';
  const file = ['ecosystem.config.cjs', 'ecosystem.config.js', 'pm2.config.cjs', 'pm2.config.js'].find(name =>
    existsSync(join(shell.folder, name)),
  );
  const isUnderPm2 = shell.environment['pm_id'] !== undefined;
  if (file === undefined && !isUnderPm2) return [];
  const where = file ?? 'its configuration';
  const here = shell.environment['kill_timeout'];
  const all =
    here !== undefined || file === undefined ? [here] : killTimeoutsIn(readFileSync(join(shell.folder, file), 'utf8'));
  const times = all.map(said => (said === undefined ? PM2_USUAL_MS : productOf(said)));
  const unknown = all[times.findIndex(Number.isNaN)];
  if (unknown !== undefined) {
    const text = `${file ?? 'pm2'} says kill_timeout: ${unknown}, which is known only when it runs`;
    return [{ verdict: 'note', label, text, remedy: `see to it that it gives ${STOP_MS} or more` }];
  }
  const least = Math.min(...times);
  if (least >= STOP_MS) return [{ verdict: 'ok', label, text: `kill_timeout ${least} ms, longer than a stop` }];
  const short = times.filter(ms => ms < STOP_MS).length;
  const text = `${least} ms after asking to stop, and a stop may take ${STOP_MS / 1000} seconds`;
  const remedy = `say kill_timeout: ${STOP_MS} in ${where}`;
  if (short === times.length) return [{ verdict: 'failed', label, text: `it kills ${text}`, remedy }];
  // Which of them has the jobs can't be told from here.
  const some = `it kills ${short} of ${times.length} apps of ${where} ${text}`;
  return [{ verdict: 'note', label, text: some, remedy: `${remedy}, for that which has the jobs` }];
}

/** What a configuration says for each of its apps, as it stands there; what is commented out does not count. */
function killTimeoutsIn(configuration: string): readonly (string | undefined)[] {
  const code = configuration.replace(/(?:^|\s)(?:\/\/.*$|\/\*[\s\S]*?\*\/)/gm, '');
  const said = [...code.matchAll(/kill_timeout["']?\s*:\s*([^,}\n]*[^,}\s])/g)].map(([, text]) => text);
  const apps = Math.max(1, code.match(/\bscript["']?\s*:/g)?.length ?? 0);
  return [...said, ...Array.from({ length: Math.max(0, apps - said.length) }, () => undefined)];
}

/** Such as `10_000` and `10 * 1000`; NaN of what is no number and no product of some. */
function productOf(text: string): number {
  return text.split('*').reduce((product, factor) => product * Number(factor.trim().replaceAll('_', '') || NaN), 1);
}

function versionOfLuxon(path: string): string {
  try {
    // Where it is no dependency of the project itself, it is found from where this package is.
    const from = createRequire(createRequire(path).resolve('carillon/package.json'));
    return ` ${(from('luxon/package.json') as { version: string }).version}`;
  } catch {
    return '';
  }
}
