import { existsSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { harmless } from '../../harmless.js';
import type { Command } from '../command.js';
import { Complaint } from '../complaint.js';
import { EXIT } from '../exit-status.js';
import { canStripTypes } from '../host/this-process.js';
import { candidates, configuredIn } from '../load/find-file.js';
import { moduleTypeAbove, packageJsonIn } from '../load/package-json.js';
import { resolvedFrom } from '../load/resolved-from.js';
import { line } from '../shell.js';

/** `carillon init`: writes a first module with a registry. */
export const init: Command = {
  name: 'init',
  takes: '',
  summary: 'writes a first jobs.ts or jobs.js, and overwrites nothing',
  examples: [['carillon init', 'then: carillon list']],
  least: 0,
  most: 0,
  options: {},
  exits: '0, or 1 where there is one already',
  async run({ shell, isJson }) {
    refuseAnother(shell.folder);
    const project = projectIn(shell.folder);
    const file = project.isTypeScript ? 'jobs.ts' : 'jobs.js';
    write(join(shell.folder, file), contentOf(project, shell.zone ?? 'UTC'));
    const install = project.hasCarillon ? '' : 'npm install carillon, then ';
    const next = `${install}npx carillon list`;
    if (isJson) line(shell.out, JSON.stringify({ v: 1, file, next }));
    else {
      line(shell.out, `wrote ${file}`);
      line(shell.err, `now: ${next}`);
    }
    return EXIT.ok;
  },
};

/** @throws Complaint where there is a registry, or where package.json says that it is elsewhere */
function refuseAnother(folder: string): void {
  const configured = configuredIn(folder, 'failed');
  const names = configured === undefined ? candidates() : [configured];
  const there = names.find(name => existsSync(resolve(folder, name)));
  if (there !== undefined) {
    const remedy = `carillon list --file ${there} shows what is in it`;
    throw new Complaint(`there is a ${harmless(there)} already, and it stays as it is`, { code: 'failed', remedy });
  }
  if (configured === undefined) return;
  const message = `package.json names ${harmless(configured)}, which is not there, and any other would not be found`;
  const remedy = 'write that one, or take carillon.file out of package.json';
  throw new Complaint(message, { code: 'failed', remedy });
}

interface Project {
  /** It is one, and this Node or the project's tsx can read it. */
  readonly isTypeScript: boolean;
  readonly isCommonJs: boolean;
  readonly hasCarillon: boolean;
}

function projectIn(folder: string): Project {
  const { devDependencies, dependencies } = packageJsonIn(folder, 'failed');
  const hasTsx = canResolve(folder, 'tsx');
  const isCommonJs = moduleTypeAbove(folder) === 'commonjs';
  const says = existsSync(join(folder, 'tsconfig.json')) || 'typescript' in { ...devDependencies, ...dependencies };
  // Node reads a .ts file of a CommonJS project as CommonJS, where import is an error; tsx does not.
  const isTypeScript = says && (hasTsx || (canStripTypes() && !isCommonJs));
  return { isTypeScript, isCommonJs, hasCarillon: canResolve(folder, 'carillon/package.json') };
}

function canResolve(folder: string, name: string): boolean {
  return resolvedFrom(join(folder, 'package.json'), name) !== undefined;
}

function write(path: string, text: string): void {
  try {
    writeFileSync(path, text, { flag: 'wx' });
  } catch (cause) {
    const message = `${basename(path)} can't be written: ${(cause as Error).message}`;
    throw new Complaint(message, { code: 'failed', remedy: 'call it in a folder that you may write to', cause });
  }
}

/** Twelve lines, which run as they are. */
function contentOf({ isTypeScript, isCommonJs }: Project, zone: string): string {
  const [load, give] =
    isCommonJs && !isTypeScript
      ? ["const { Registry } = require('carillon');", 'module.exports = { registry };']
      : ["import { Registry } from 'carillon';", 'export { registry };'];
  return `${load}

// All times are those of this zone.
const registry = new Registry({ zone: '${zone}' });

// A job is a function, or a class that extends Job. What it throws is recorded, and it never overlaps itself.
registry.schedule(() => console.log('still here')).withName('heartbeat').toRunEvery(10).seconds();

registry.schedule(() => 'report written').withName('report').toRunEvery(1).weekdays().at(9);

// carillon list shows what runs when, carillon run report runs that one now, and carillon work runs all on time.
${give}
`;
}
