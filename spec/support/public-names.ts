import { type SourceFile, sourceFilesIn } from './source-file.js';

/** A name that a module of the project exports. */
export interface PublicName {
  readonly name: string;
  readonly isType: boolean;
}

/** What the module at `path` exports, sorted by name. */
export function publicNamesOf(path: string): readonly PublicName[] {
  const file = sourceFilesIn(path.replace(/\/[^/]+$/, '')).find(one => one.path === path);
  if (file === undefined) throw new Error(`there is no file ${path}`);
  return [...passedOn(file), ...declared(file)].sort((a, b) => (a.name < b.name ? -1 : 1));
}

const PASSED_ON = /^export\s+(type\s+)?\{([^}]*)\}\s+from\s/gm;
const DECLARED = /^export\s+(?:abstract\s+)?(class|const|function|async function|interface|type)\s+(\w+)/gm;

function passedOn({ code }: SourceFile): readonly PublicName[] {
  return [...code.matchAll(PASSED_ON)].flatMap(([, type, list = '']) =>
    listed(list).map(name => ({
      name: name.replace(/^type /, ''),
      isType: type !== undefined || name.startsWith('type '),
    })),
  );
}

function declared({ code }: SourceFile): readonly PublicName[] {
  // Overloads are one name.
  const kinds = new Map([...code.matchAll(DECLARED)].map(([, kind, name = '']) => [name, kind]));
  return [...kinds].map(([name, kind]) => ({
    name,
    isType: kind === 'interface' || kind === 'type',
  }));
}

function listed(names: string): readonly string[] {
  return names
    .split(',')
    .map(name => name.trim())
    .filter(name => name !== '');
}
