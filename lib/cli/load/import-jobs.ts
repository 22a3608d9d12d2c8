import { pathToFileURL } from 'node:url';
import { harmlessLines } from '../../harmless.js';
import { Complaint } from '../complaint.js';
import { orWhenNothingIsLeft, orWhenUncaught, withoutRemarks } from '../host/loading.js';
import { turn } from '../host/timers.js';
import { messageOf } from '../text/failure.js';
import type { Core, Registry } from './carillon-copy.js';
import { placeIn, placeOf, shortened } from './place.js';
import { type Exports, exportsOf, registryOf } from './registry-of.js';
import { startingNothing } from './starting-nothing.js';
import { printedSyntaxError } from './syntax-place.js';
import { isOnlyStripped } from './typescript.js';

/** A module that was imported, and the registry that it exports. */
interface Imported {
  readonly exports: Exports;
  readonly registry: Registry;
}

/**
 * Imports the module with the registry. @throws Complaint if it can't be loaded, with its place, if it exports no
 * registry, and if it starts something
 */
export async function importJobs(file: string, folder: string, core: Core): Promise<Imported> {
  const name = shortened(file, folder);
  const load = async () => {
    const exports = exportsOf((await import(pathToFileURL(file).href)) as Exports);
    const registry = await registryOf(exports, name);
    // What it does right after it was loaded, a rejection that nobody handles too, belongs to it.
    await turn();
    return { exports, registry };
  };
  try {
    return await startingNothing(core, name, folder, () => {
      const loading = orWhenNothingIsLeft(withoutRemarks(load), () => neverEnds(name));
      return orWhenUncaught(loading, thrown => thrown);
    });
  } catch (error) {
    throw error instanceof Complaint ? error : await cantBeLoaded(error, file, folder);
  }
}

function neverEnds(name: string): Complaint {
  return new Complaint(`${name} is never loaded: an await at its top level waits for nothing that can come`, {
    code: 'not_loaded',
  });
}

async function cantBeLoaded(error: unknown, file: string, folder: string): Promise<Complaint> {
  const name = shortened(file, folder);
  const place = placeOf(error, folder) ?? (await syntaxPlace(error, file, folder));
  const [at, ...code] = place?.split('\n') ?? [];
  const where = at === undefined || at === name ? '' : ` (${at})`;
  const message = `${name} can't be loaded: ${harmlessLines(nameOf(error) + messageOf(error))}${where}`;
  return new Complaint([message, ...code].join('\n'), {
    code: 'not_loaded',
    remedy: remedyFor(error, name, file),
    cause: error,
  });
}

async function syntaxPlace(error: unknown, file: string, folder: string): Promise<string | undefined> {
  return error instanceof SyntaxError ? placeIn((await printedSyntaxError(file)) ?? '', folder) : undefined;
}

function nameOf(error: unknown): string {
  return error instanceof Error && error.name !== 'Error' ? `${error.name}: ` : '';
}

const TSX = 'npm install --save-dev tsx';
/** What Node does not know of TypeScript's ways to name a module. */
const BY_TSX = `aliases of tsconfig.json, folders, and names without an extension, need tsx in this project: ${TSX}`;
const COMPILED = `Node only leaves types out; install tsx in this project, which compiles all of TypeScript: ${TSX}`;

function remedyFor(error: unknown, name: string, file: string): string | undefined {
  const { code = '' } = (error ?? {}) as { code?: string };
  const message = messageOf(error);
  const remedy = isOnlyStripped(file) ? remedyWhereStripped(code, message) : undefined;
  if (/Cannot find package/.test(message))
    return ['install what it needs: npm install', remedy ?? []].flat().join('\n');
  if (remedy !== undefined) return remedy;
  if (/Cannot use import statement outside a module|Unexpected token 'export'/.test(message))
    return `Node takes it for CommonJS: call it ${name.replace(/[cm]?(?=[jt]s$)/, 'm')}, or say "type": "module" in package.json`;
  const isItself = message.includes(file) || message.includes(pathToFileURL(file).href);
  if (isItself && /^ERR_(?:UNKNOWN_FILE_EXTENSION|IMPORT_\w+_MISSING)$/.test(code))
    return 'name a module: a file in .ts, .mts, .js, .mjs or .cjs';
  return undefined;
}

function remedyWhereStripped(code: string, message: string): string | undefined {
  if (/^ERR_(?:MODULE_NOT_FOUND|UNSUPPORTED_DIR_IMPORT)$/.test(code)) return BY_TSX;
  if (/does not provide an export named/.test(message)) return `say import type { … } of a type: ${COMPILED}`;
  // Decorators, which Node passes on as they are.
  const isForeign =
    /^ERR_UNSUPPORTED_(?:TYPESCRIPT|NODE_MODULES)/.test(code) || message === 'Invalid or unexpected token';
  return isForeign ? COMPILED : undefined;
}
