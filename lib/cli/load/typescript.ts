import nodeModule from 'node:module';
import { basename } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Complaint } from '../complaint.js';
import { canStripTypes } from '../host/this-process.js';
import { installed } from './installed.js';
import { resolvedFrom } from './resolved-from.js';

/**
 * Makes the process able to import a TypeScript file: by tsx where the project has it, else by what Node itself can.
 * @throws Complaint where neither can
 */
export async function prepareTypeScript(file: string): Promise<void> {
  if (!isTypeScript(file)) return;
  const tsx = tsxOf(file);
  // The entry of tsx registers itself. Its API, resolved like this, would be a CommonJS file that can't be imported.
  if (tsx !== undefined) await installed('tsx', () => import(pathToFileURL(tsx).href));
  else if (canStripTypes() && !file.endsWith('x')) findTypeScriptBehindJs();
  else throw refusal(file);
}

/** Whether a file is TypeScript that Node reads by itself, where tsx would know what only a compiler does. */
export function isOnlyStripped(file: string): boolean {
  return isTypeScript(file) && tsxOf(file) === undefined;
}

/** Whether it is TypeScript that tsx reads. */
export function isReadByTsx(file: string): boolean {
  return isTypeScript(file) && tsxOf(file) !== undefined;
}

function isTypeScript(file: string): boolean {
  return /\.[cm]?tsx?$/.test(file);
}

function tsxOf(file: string): string | undefined {
  return resolvedFrom(file, 'tsx');
}

/** What @types/node of the oldest Node lacks. */
interface WithHooks {
  registerHooks?(hooks: { resolve(name: string, context: object, next: Resolve): object }): void;
}

type Resolve = (name: string, context: object) => object;

/** TypeScript is written with the names of what it becomes: `import './stock.js'` means stock.ts, where there is no stock.js. */
function findTypeScriptBehindJs(): void {
  (nodeModule as WithHooks).registerHooks?.({
    resolve(name, context, next) {
      try {
        return next(name, context);
      } catch (error) {
        const isJs = /^\.{1,2}\/.*\.[cm]?js$/.test(name);
        const behind = isJs ? found(() => next(name.replace(/js$/, 'ts'), context)) : undefined;
        // Where neither is there, what is missing is what its author wrote.
        if (behind === undefined) throw error;
        return behind;
      }
    },
  });
}

function found(look: () => object): object | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}

function refusal(file: string): Complaint {
  const name = basename(file);
  return new Complaint(`this Node can't read ${name}, which is TypeScript`, {
    code: 'not_loaded',
    remedy: [
      'install tsx in this project: npm install --save-dev tsx',
      'or use Node 22.18 or later, which reads TypeScript itself',
      `or compile it, and name what comes of it: carillon list --file dist/${name.replace(/tsx?$/, 'js')}`,
    ].join('\n'),
  });
}
