import { harmless } from '../../harmless.js';
import { Complaint } from '../complaint.js';
import type { Registry } from './carillon-copy.js';

/** What a module exports, by name. */
export type Exports = Readonly<Record<string, unknown>>;

/** The names under which a registry may be made by a function, which nothing else is called for. */
const NAMES = ['registry', 'default'];

/**
 * The registry that a module exports: as `registry` or by default, also as a class of it, or a promise or a function that
 * gives one, else the only one that is exported under another name. @throws Complaint if there is none, or several
 */
export async function registryOf(all: Exports, file: string): Promise<Registry> {
  for (const name of NAMES) {
    const registry = await madeOf(all[name]);
    if (registry !== undefined) return registry;
  }
  const found = Object.keys(all).filter(name => isRegistry(all[name]) || isRegistryClass(all[name]));
  if (found.length > 1) {
    const message = `${file} exports several registries: ${found.map(harmless).join(', ')}`;
    throw new Complaint(message, { code: 'not_loaded', remedy: 'export the one that is meant as registry' });
  }
  const [only] = found;
  if (only === undefined) throw none(all, file);
  return (await madeOf(all[only])) ?? none(all, file);
}

/**
 * What a module exports, by name. What a CommonJS module exports stands in its default export, of which Node may name
 * nothing; where it was compiled, as tsx does, its own default export stands in there once more.
 */
export function exportsOf(module: Exports): Exports {
  const { 'module.exports': _, __esModule: __, ...named } = unwrapped(unwrapped(module));
  return named;
}

function unwrapped(exports: Exports): Exports {
  const { default: whole, ...named } = exports;
  return isBag(whole) ? { default: whole, ...whole, ...named } : exports;
}

function isBag(exported: unknown): exported is Exports {
  return typeof exported === 'object' && exported !== null && !(exported instanceof Promise) && !isRegistry(exported);
}

async function madeOf(exported: unknown): Promise<Registry | undefined> {
  const value = await exported;
  if (isRegistry(value)) return value;
  if (typeof value !== 'function') return undefined;
  const make = value as (new () => unknown) & (() => unknown);
  const made = isRegistryClass(value) ? new make() : await make();
  return isRegistry(made) ? made : undefined;
}

/** By what it can do, since it may be of another copy of the package. */
function isRegistry(value: unknown): value is Registry {
  const { definitions, compile } = (value ?? {}) as Partial<Registry>;
  return typeof value === 'object' && typeof definitions === 'function' && typeof compile === 'function';
}

function isRegistryClass(value: unknown): boolean {
  if (typeof value !== 'function') return false;
  const prototype = value.prototype as Partial<Registry> | undefined;
  return typeof prototype?.definitions === 'function' && typeof prototype.compile === 'function';
}

function none(all: Exports, file: string): never {
  const names = Object.keys(all)
    .filter(name => name !== 'default' || !isBag(all[name]))
    .map(harmless);
  const list = names.length === 0 ? 'nothing' : names.join(', ');
  const why = 'registry' in all ? 'what it exports as registry is none' : `it exports ${list}`;
  throw new Complaint(`${file} exports no registry: ${why}`, {
    code: 'not_loaded',
    remedy:
      'export it: export const registry = new Registry(); a class of Registry, or a function that returns one, does too',
  });
}
