import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Served } from '../host/dashboard-server.js';
import { moduleTypeAbove } from './package-json.js';
import { resolvedFrom } from './resolved-from.js';
import { isReadByTsx } from './typescript.js';

/** What the core exports. */
export type Core = typeof import('../../index.js');
/** A registry of the core. */
export type Registry = InstanceType<Core['Registry']>;
/** What `carillon/testing` exports. */
export type Testing = typeof import('../../testing/index.js');

/** What is needed of `carillon/dashboard`. */
export interface DashboardDoor {
  dashboard(scheduler: object, options: { readonly local: true }): Served;
}

/** A copy of this package. What it is asked for is loaded then. */
export interface Carillon {
  readonly core: Core;
  testing(): Promise<Testing>;
  /** Rejects where this copy has none. */
  dashboard(): Promise<DashboardDoor>;
}

/** The copy that this command belongs to, for what needs no project. */
export async function ownCarillon(): Promise<Carillon> {
  const require = createRequire(import.meta.url);
  return {
    core: await import('../../index.js'),
    testing: () => import('../../testing/index.js'),
    dashboard: async () => require('carillon/dashboard') as DashboardDoor,
  };
}

/**
 * The copy that a module of a project uses, so that the command and its jobs have the same classes; this command's own
 * where the project has none.
 */
export async function carillonOf(file: string): Promise<Carillon> {
  const manifest = resolvedFrom(file, 'carillon/package.json');
  if (manifest === undefined) return await ownCarillon();
  if (isCommonJs(file)) {
    const require = createRequire(file);
    return {
      core: require('carillon') as Core,
      testing: async () => require('carillon/testing') as Testing,
      dashboard: async () => require('carillon/dashboard') as DashboardDoor,
    };
  }
  const root = dirname(manifest);
  const doors = exportsOf(manifest);
  return {
    core: (await import(urlOf(root, doors['.']))) as Core,
    testing: async () => (await import(urlOf(root, doors['./testing']))) as Testing,
    dashboard: async () => (await import(urlOf(root, doors['./dashboard']))) as DashboardDoor,
  };
}

/**
 * By its name or, as for Node, by the type that the nearest package.json says; without one by what is in it, where tsx
 * makes CommonJS of any TypeScript.
 */
function isCommonJs(file: string): boolean {
  if (/\.[cm][jt]s$/.test(file)) return /\.c[jt]s$/.test(file);
  const type = moduleTypeAbove(dirname(file));
  if (type !== undefined) return type === 'commonjs';
  return isReadByTsx(file) || !/^\s*(?:import|export)\b/m.test(readFileSync(file, 'utf8'));
}

/** A path, or one for each condition, perhaps nested. */
type Target = string | { readonly [condition: string]: Target } | undefined;

function exportsOf(manifest: string): Readonly<Record<string, Target>> {
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { exports: Record<string, Target> }).exports;
}

function urlOf(root: string, target: Target): string {
  if (typeof target === 'string') return pathToFileURL(join(root, target)).href;
  if (target === undefined) throw new Error('this version of carillon has no such door');
  return urlOf(root, target['import'] ?? target['node'] ?? target['default']);
}
