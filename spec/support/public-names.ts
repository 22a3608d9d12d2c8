import { lineAt, type SourceFile, sourceFilesIn } from './source-file.js';

/** A name that a module of the project exports, and the file that declares it. */
export interface PublicName {
  readonly name: string;
  /** What it is called where it is declared. */
  readonly declaredAs: string;
  readonly file: SourceFile;
  readonly isType: boolean;
}

/** What the module at `path` exports, sorted by name. */
export function publicNamesOf(path: string): readonly PublicName[] {
  const files = new Map(sourceFilesIn('lib').map(file => [file.path, file]));
  const file = found(files, path);
  return [...passedOn(file, files), ...declared(file)].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The places, at the declaration of a name and at its members, that have no doc comment. */
export function undocumented({ declaredAs, file }: Pick<PublicName, 'declaredAs' | 'file'>): readonly string[] {
  const declaration = [...file.code.matchAll(DECLARED)].find(([, , name]) => name === declaredAs);
  if (declaration === undefined) return [`${file.path} does not declare ${declaredAs}`];
  const [, kind = ''] = declaration;
  const members = kind === 'class' || kind === 'interface' ? membersOf(file, declaration.index) : [];
  const documented = new Set<string>();
  return [{ name: declaredAs, index: declaration.index }, ...members].flatMap(({ name, index }) => {
    // Of overloads, and of a getter and its setter, the first says it for all.
    if (file.text.slice(0, index).trimEnd().endsWith('*/')) documented.add(name);
    return documented.has(name) ? [] : [`${file.path}:${lineAt(file.text, index)} ${declaredAs}: ${name}`];
  });
}

const PASSED_ON = /^export\s+(type\s+)?\{([^}]*)\}\s+from\s/gm;
const DECLARED = /^export\s+(?:abstract\s+)?(class|const|function|async function|interface|type)\s+(\w+)/gm;
const MEMBER = /^ {2}(?:(?:static|abstract|async|readonly|get|set)\s+)*(\[[\w.]+\]|[A-Za-z]\w*)\??\s*[(<:=;]/gm;

function passedOn(file: SourceFile, files: ReadonlyMap<string, SourceFile>): readonly PublicName[] {
  return [...file.code.matchAll(PASSED_ON)].flatMap(match => {
    const from = file.imports.find(({ line }) => line === lineAt(file.text, match.index + match[0].length));
    const source = found(files, from?.target ?? '');
    return names(match[2] ?? '').map(name => ({
      name: name.replace(/^type /, ''),
      declaredAs: name.replace(/^type /, ''),
      file: source,
      isType: match[1] !== undefined || name.startsWith('type '),
    }));
  });
}

function declared(file: SourceFile): readonly PublicName[] {
  return [...file.code.matchAll(DECLARED)].map(([, kind, name = '']) => ({
    name,
    declaredAs: name,
    file,
    isType: kind === 'interface' || kind === 'type',
  }));
}

/** Those of a class or an interface, up to the brace that closes it; what overrides another says no more than that. */
function membersOf(file: SourceFile, start: number): readonly { readonly name: string; readonly index: number }[] {
  const end = file.code.indexOf('\n}', start);
  return [...file.code.slice(0, end).matchAll(MEMBER)]
    .map(match => ({ name: match[1] ?? '', index: match.index }))
    .filter(({ name, index }) => index > start && name !== 'constructor');
}

function names(list: string): readonly string[] {
  return list
    .split(',')
    .map(name => name.trim())
    .filter(name => name !== '');
}

function found(files: ReadonlyMap<string, SourceFile>, path: string): SourceFile {
  const file = files.get(path);
  if (file === undefined) throw new Error(`there is no file ${path}`);
  return file;
}
