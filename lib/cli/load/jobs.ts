import { harmless, harmlessLines } from '../../harmless.js';
import { suggestion } from '../../nearest.js';
import type { Call } from '../command.js';
import { Complaint } from '../complaint.js';
import { divertStdout } from '../host/loading.js';
import { later } from '../host/timers.js';
import { line } from '../shell.js';
import { messageOf } from '../text/failure.js';
import { type Carillon, carillonOf, type Registry } from './carillon-copy.js';
import { findFile } from './find-file.js';
import { importJobs } from './import-jobs.js';
import { installed } from './installed.js';
import { placeOf, shortened } from './place.js';
import type { Exports } from './registry-of.js';
import { prepareTypeScript } from './typescript.js';

/** What a registry says of one job. */
export type Definition = ReturnType<Registry['definitions']>[number];

/** A registry that was loaded, and nothing of it started. */
export interface Jobs {
  /** The module, as it is shown. */
  readonly file: string;
  readonly path: string;
  readonly registry: Registry;
  readonly definitions: readonly Definition[];
  /** All that the module exports. */
  readonly exports: Exports;
  /** The copy of this package that the module uses. */
  readonly carillon: Carillon;
  /** From now on what it prints goes to stdout, as it says. */
  mayPrint(): void;
}

/** A module that takes longer is said to. */
const SLOW_MS = 5000;

/**
 * Loads the registry that a call is about. What its module prints from then on, as what its jobs and the functions of its
 * schedules do, goes to stderr. @throws Complaint if it can't be loaded, whatever the reason
 */
export async function loadJobs({ shell, text }: Call): Promise<Jobs> {
  const mayPrint = divertStdout();
  const path = findFile(shell.folder, text('file'));
  const file = shortened(path, shell.folder);
  await prepareTypeScript(path);
  const carillon = await installed('carillon', () => carillonOf(path));
  const loaded = later(SLOW_MS, () =>
    line(shell.err, `${file} is still being loaded: something at its top level takes long`),
  );
  const { exports, registry } = await importJobs(path, shell.folder, carillon.core).finally(loaded);
  return {
    file,
    path,
    registry,
    definitions: definitionsOf(registry, file, shell.folder),
    exports,
    carillon,
    mayPrint,
  };
}

/** The definition of a job. @throws Complaint if there is no such job */
export function definitionOf({ definitions }: Jobs, name: string): Definition {
  const definition = definitions.find(({ schedule }) => schedule.name === name);
  return (
    definition ??
    noSuchJob(
      name,
      definitions.map(({ schedule }) => schedule.name),
    )
  );
}

/** @throws Complaint that names the nearest job */
export function noSuchJob(name: string, names: readonly string[]): never {
  const all = names.length === 1 ? 'the only one' : `all ${names.length}`;
  const list = names.length === 0 ? 'there is none yet' : `carillon list shows ${all}`;
  throw new Complaint(`there is no job '${harmless(name)}'`, {
    code: 'not_found',
    remedy: suggestion(name, names) + list,
  });
}

/** What the registry says wrong is as if it could not be loaded. */
function definitionsOf(registry: Registry, file: string, folder: string): readonly Definition[] {
  try {
    return registry.definitions();
  } catch (cause) {
    const place = placeOf(cause, folder);
    const where = place === undefined ? '' : ` (${place})`;
    const message = `${file}: ${harmlessLines(messageOf(cause))}${where}`;
    throw new Complaint(message, { code: 'not_loaded', cause });
  }
}
