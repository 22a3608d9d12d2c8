import { shown } from '../kit.js';
import { suggestion } from '../nearest.js';
import { FarmError } from './farm-errors.js';
import { isSchemaName } from './schema-name.js';
import { thisProcess } from './thread/this-process.js';

/** What may be said of a farm. Everything has a default. */
export interface FarmOptions {
  /** **Is** the farm: hosts of one name share their jobs. 1 to 40 of a–z, 0–9, _ and -. Default `carillon`. */
  readonly name?: string | undefined;
  /** Whose farm it is; another application's is refused. Default: the name in the nearest package.json. */
  readonly application?: string | undefined;
  /** Names what is deployed, as the hash of a commit. Default: a hash of the registry's words. */
  readonly release?: string | undefined;
  /** Names the two schemas in PostgreSQL: `shop` makes `shop` and `shop_boss`. Default `carillon`. */
  readonly schema?: string | undefined;
  /** The most rows that run on this host at once, where its `maxConcurrency` says no less. Default 50. */
  readonly slots?: number | undefined;
  /** False: the schemas are made by somebody else, as `farm.sql()` says. Default true. */
  readonly migrate?: boolean | undefined;
  /** True: a database that was copied, restored or moved is taken over. Default false. */
  readonly adopt?: boolean | undefined;
  /**
   * What of the shared jobs this host runs: names or tags. It plans and asks for all. False: none, and it doesn't plan
   * either; it asks, and runs what is `onEveryHost()`. Default: all.
   */
  readonly runs?: false | readonly string[] | undefined;
  /** False: this farm sends no notices, where a pooler loses them; hosts look every few seconds. Default true. */
  readonly notify?: boolean | undefined;
}

/** What may be said of a farm in PostgreSQL. */
export interface PgBossOptions extends FarmOptions {
  /** The most connections of this host, 2 to 20; one of them listens. Default 4. */
  readonly max?: number | undefined;
}

/** What may be said of a farm in a directory. */
export interface PgliteOptions extends FarmOptions {
  /** True: takes the directory although a process of another machine has locked it, which is gone for good. */
  readonly force?: boolean | undefined;
}

/** The options of a farm, checked and complete. */
export interface FarmSettings {
  readonly name: string;
  readonly application: string;
  readonly release: string | undefined;
  readonly schema: string;
  readonly slots: number;
  readonly migrate: boolean;
  readonly adopt: boolean;
  readonly plans: boolean;
  /** Names and tags; `undefined`: all. */
  readonly runs: readonly string[] | undefined;
  readonly notify: boolean;
  readonly max: number;
  readonly force: boolean;
}

const COMMON = ['name', 'application', 'release', 'schema', 'slots', 'migrate', 'adopt', 'runs', 'notify'];

/** @throws FarmError for an option that is unknown, or out of its range */
export function farmSettings(who: string, options: PgBossOptions & PgliteOptions, own: string): FarmSettings {
  if (!isPlain(options)) throw new FarmError(`${who} takes options such as { name: 'shop' }, not ${shown(options)}`);
  const known = [...COMMON, own];
  const unknown = Object.keys(options).find(name => !known.includes(name));
  if (unknown !== undefined) {
    const meant = suggestion(unknown, known);
    throw new FarmError(`${who} has no option '${unknown}': ${meant}it takes ${known.join(', ')}`);
  }
  const { name = 'carillon', schema = 'carillon', release, runs } = options;
  const { application = thisProcess.application(), slots = 50, max = 4 } = options;
  if (!isText(name, /^[a-z0-9_-]{1,40}$/)) {
    throw new FarmError(`the name of ${who} must be 1 to 40 of a–z, 0–9, _ and -, not ${shown(name)}`);
  }
  if (!isSchemaName(schema)) {
    const but = 'a to z, 0 to 9 and _, which is no word of SQL and does not begin with pg_';
    throw new FarmError(`the schema of ${who} must be a plain name such as 'shop', of ${but}, not ${shown(schema)}`);
  }
  if (release !== undefined && !isText(release, LABEL)) {
    throw new FarmError(`the release of ${who} must be a text of 1 to 200 characters: is its variable set?`);
  }
  if (!isText(application, LABEL)) {
    throw new FarmError(`the application of ${who} must be a text of 1 to 200 characters, not ${shown(application)}`);
  }
  if (runs !== undefined && runs !== false && !isListOfTexts(runs)) {
    throw new FarmError(`${who}: runs must be a list of names or tags, as { runs: ['mail'] }, or false`);
  }
  checkCount(who, 'slots', slots, 1, 10_000);
  checkCount(who, 'max', max, 2, 20);
  const { migrate = true, adopt = false, force = false, notify = true } = options;
  for (const [what, value] of Object.entries({ migrate, adopt, force, notify })) {
    if (typeof value !== 'boolean') throw new FarmError(`${what} of ${who} must be true or false, not ${shown(value)}`);
  }
  const said = { name, schema, release, application, slots, max, migrate, adopt, force, notify };
  return { ...said, plans: runs !== false, runs: runs === false ? undefined : runs };
}

/** What tells a release from another, and an application: shown to people, and stored. */
const LABEL = /^[^\0]{1,200}$/s;

function isText(value: unknown, form: RegExp): boolean {
  return typeof value === 'string' && form.test(value);
}

function isPlain(value: unknown): boolean {
  return Object.prototype.toString.call(value) === '[object Object]';
}

function isListOfTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.length > 0 && value.every(one => typeof one === 'string' && one !== '');
}

function checkCount(who: string, what: string, value: unknown, least: number, most: number): void {
  if (Number.isInteger(value) && Number(value) >= least && Number(value) <= most) return;
  throw new FarmError(`${what} of ${who} must be a whole number from ${least} to ${most}, not ${shown(value)}`);
}
