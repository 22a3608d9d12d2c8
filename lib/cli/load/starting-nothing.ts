import { harmless } from '../../harmless.js';
import { Complaint } from '../complaint.js';
import { activity, forbidExit } from '../host/loading.js';
import type { Core } from './carillon-copy.js';
import { placeOf } from './place.js';

const OWN_MODULE = 'move the registry to a module of its own, which starts nothing, and name it with --file';
const THROW = 'throw an error instead: it is told, with its place';

/** A module that was loaded: what it exports, by name. */
interface Loaded {
  readonly exports: Readonly<Record<string, unknown>>;
}

/**
 * Loads a module whose schedulers can't be started meanwhile, and which can't end the process: it is to be read only.
 * @throws Complaint if it tries to, with the place, and if something that it started goes on
 */
export async function startingNothing<T extends Loaded>(
  { Scheduler }: Core,
  name: string,
  folder: string,
  load: () => Promise<T>,
): Promise<T> {
  const refuse = (what: string, remedy: string): never => {
    const place = placeOf(new Error('here'), folder) ?? name;
    throw new Complaint(`${name} ${what} while it is loaded, at ${place}`, { code: 'not_loaded', remedy });
  };
  const before = activity();
  const allowed = [
    forbidStart(Scheduler, () => refuse('starts a scheduler', OWN_MODULE)),
    forbidExit(() => refuse('ends the process', THROW)),
  ];
  try {
    const loaded = await load();
    refuseActivity(name, before, loaded.exports);
    return loaded;
  } finally {
    for (const allow of allowed) allow();
  }
}

/** Until what it gives is called. */
function forbidStart({ prototype }: Core['Scheduler'], refuse: () => never): () => void {
  const own = Object.getOwnPropertyDescriptor(prototype, 'start');
  Object.defineProperty(prototype, 'start', { configurable: true, value: refuse });
  return () => {
    Reflect.deleteProperty(prototype, 'start');
    if (own !== undefined) Object.defineProperty(prototype, 'start', own);
  };
}

function refuseActivity(name: string, before: ReturnType<typeof activity>, exports: Loaded['exports']): void {
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
