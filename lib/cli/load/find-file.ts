import { join, resolve } from 'node:path';
import { harmless } from '../../harmless.js';
import { Complaint, type ComplaintCode } from '../complaint.js';
import { isFile } from './is-file.js';
import { packageJsonIn } from './package-json.js';

const FOLDERS = ['', 'src'];
const NAMES = ['jobs', 'schedule'];
const EXTENSIONS = ['ts', 'mts', 'js', 'mjs', 'cjs'];

/**
 * The module that exports the registry: the one that was named, else that of `carillon.file` in package.json, else the
 * first of `jobs` and `schedule`, here or in `src`. @throws Complaint if there is none
 */
export function findFile(folder: string, named: string | undefined): string {
  if (named !== undefined) return existing(folder, named, '--file');
  const configured = configuredIn(folder, 'not_loaded');
  if (configured !== undefined) return existing(folder, configured, 'carillon.file in package.json');
  const found = candidates().find(name => isFile(join(folder, name)));
  if (found !== undefined) return join(folder, found);
  throw new Complaint(
    'no jobs found: none of jobs.ts, src/jobs.ts, schedule.ts, src/schedule.ts (or .js, .mjs) is here',
    {
      code: 'not_loaded',
      remedy:
        'name the module that exports your registry: carillon list --file src/my-jobs.ts\nor write a first one: carillon init',
    },
  );
}

/** What is looked for, in this order, from the folder in which the command is called. */
export function candidates(): readonly string[] {
  return NAMES.flatMap(name =>
    FOLDERS.flatMap(folder => EXTENSIONS.map(extension => join(folder, `${name}.${extension}`))),
  );
}

function existing(folder: string, name: string, where: string): string {
  const path = resolve(folder, name);
  if (isFile(path)) return path;
  throw new Complaint(`there is no file '${harmless(name)}', which ${where} names`, {
    code: 'not_loaded',
    remedy: 'name one that is there',
  });
}

/** What package.json says as `carillon.file`. @throws Complaint where it says something else */
export function configuredIn(folder: string, code: ComplaintCode): string | undefined {
  const { carillon } = packageJsonIn(folder, code);
  if (carillon === undefined) return undefined;
  if (typeof carillon?.file === 'string') return carillon.file;
  throw new Complaint('package.json says carillon, and no file', {
    code,
    remedy: 'say it as "carillon": { "file": "src/my-jobs.ts" }',
  });
}
