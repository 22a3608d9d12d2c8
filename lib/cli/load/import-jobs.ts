import { pathToFileURL } from 'node:url';
import { Complaint } from '../complaint.js';
import { activity, diverted, orWhenNothingIsLeft, withoutWarnings } from '../host/loading.js';
import { harmless, harmlessLines } from '../text/harmless.js';
import type { Core } from './carillon-copy.js';
import { placeIn, placeOf, shortened } from './place.js';
import { printedSyntaxError } from './syntax-place.js';

/** What a module exports, by name. */
export type Exports = Readonly<Record<string, unknown>>;

const OWN_MODULE = 'move the registry to a module of its own, which starts nothing, and name it with --file';

/**
 * Imports the module with the registry. What it prints goes to stderr. @throws Complaint if it can't be loaded, with its
 * place, and if it starts something
 */
export async function importJobs(file: string, folder: string, core: Core): Promise<Exports> {
  const name = shortened(file, folder);
  const before = activity();
  const allowed = forbidStarts(core, name, folder);
  try {
    const load = () => import(pathToFileURL(file).href) as Promise<Exports>;
    const importing = diverted(() => withoutWarnings(load));
    const exports = await orWhenNothingIsLeft(importing, () => neverEnds(name));
    refuseActivity(name, before, exports);
    return exports;
  } catch (error) {
    throw error instanceof Complaint ? error : await cantBeLoaded(error, file, folder);
  } finally {
    allowed();
  }
}

/** Until what it gives is called, starting a scheduler is refused, before anything runs that was to be listed only. */
function forbidStarts({ Scheduler }: Core, name: string, folder: string): () => void {
  const own = Object.getOwnPropertyDescriptor(Scheduler.prototype, 'start');
  Object.defineProperty(Scheduler.prototype, 'start', {
    configurable: true,
    value() {
      const place = placeOf(new Error('started here'), folder) ?? name;
      throw new Complaint(`${name} starts a scheduler while it is loaded, at ${place}`, {
        code: 'not_loaded',
        remedy: OWN_MODULE,
      });
    },
  });
  return () => {
    Reflect.deleteProperty(Scheduler.prototype, 'start');
    if (own !== undefined) Object.defineProperty(Scheduler.prototype, 'start', own);
  };
}

function refuseActivity(name: string, before: ReturnType<typeof activity>, exports: Exports): void {
  const started = Object.keys(exports).find(key => isRunning(exports[key]));
  const { timers, servers } = activity();
  const what =
    started !== undefined
      ? `exports a scheduler that has been started, ${harmless(started)}`
      : timers > before.timers
        ? 'leaves a timer running when it is loaded'
        : servers > before.servers
          ? 'opens a server when it is loaded'
          : undefined;
  if (what !== undefined) throw new Complaint(`${name} ${what}`, { code: 'not_loaded', remedy: OWN_MODULE });
}

/** By its looks, since it may be of another copy of the package. */
function isRunning(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || !('whyNot' in value)) return false;
  return 'state' in value && (value.state === 'running' || value.state === 'stopping');
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
  const message = `${name} can't be loaded: ${harmlessLines(messageOf(error))}${where}`;
  return new Complaint([message, ...code].join('\n'), { code: 'not_loaded', remedy: remedyFor(error), cause: error });
}

async function syntaxPlace(error: unknown, file: string, folder: string): Promise<string | undefined> {
  return error instanceof SyntaxError ? placeIn((await printedSyntaxError(file)) ?? '', folder) : undefined;
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.name === 'Error' ? error.message : `${error.name}: ${error.message}`;
}

function remedyFor(error: unknown): string | undefined {
  const { code, message = '' } = error as { code?: string; message?: string };
  if (code === 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX')
    return 'Node only leaves types out; install tsx in this project, which compiles all of TypeScript: npm install --save-dev tsx';
  if (code === 'ERR_MODULE_NOT_FOUND' && /Cannot find package/.test(message))
    return 'install what it needs: npm install';
  return undefined;
}
