import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import ts from 'typescript-6';

/** The published declarations of a door, such as `dist/lib/index.d.ts`, as a user's compiler reads them. */
export interface Door {
  readonly path: string;
  readonly checker: ts.TypeChecker;
  /** What it exports, by name; each as it is declared, whatever it is passed on as. */
  readonly exports: ReadonlyMap<string, ts.Symbol>;
}

/** The doors that package.json names, or the one at `path`, by the compiler's own interface: TypeScript 7 has none yet. */
export function doors(paths = doorPaths()): readonly Door[] {
  const program = ts.createProgram([...paths], {
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    target: ts.ScriptTarget.ES2023,
    lib: ['lib.es2023.d.ts', 'lib.esnext.disposable.d.ts'],
    types: ['node'],
    strict: true,
    skipLibCheck: true,
  });
  const checker = program.getTypeChecker();
  return paths.map(path => {
    const file = program.getSourceFile(path);
    const module = file && checker.getSymbolAtLocation(file);
    if (module === undefined) throw new Error(`there is no module ${path}: build first`);
    const exports = new Map(checker.getExportsOfModule(module).map(each => [each.name, declared(checker, each)]));
    return { path, checker, exports };
  });
}

function doorPaths(): readonly string[] {
  const { exports } = JSON.parse(readFileSync('package.json', 'utf8')) as { exports: Record<string, Conditions> };
  return Object.values(exports).flatMap(door => {
    const types = typeof door === 'string' ? undefined : door.import?.types;
    return types === undefined ? [] : [resolve(types)];
  });
}

type Conditions = string | { readonly import?: { readonly types?: string } };

function declared(checker: ts.TypeChecker, symbol: ts.Symbol): ts.Symbol {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

/** Every public name and every member of one that has no doc comment: `Schedule.next`. */
export function withoutComment({ checker, exports }: Door): readonly string[] {
  return [...exports].flatMap(([name, symbol]) => [
    ...(isCommented(symbol, checker) ? [] : [name]),
    ...membersOf(symbol, checker)
      .filter(member => !isCommented(member, checker))
      .map(member => `${name}.${member.name.replace(/^__@(\w+)@\d+$/, '[$1]')}`),
  ]);
}

/** What signatures name that no door exports: `Scheduler names CoreScheduler`. */
export function notExported({ checker, exports }: Door, elsewhere: ReadonlySet<ts.Symbol>): readonly string[] {
  const known = new Set([...exports.values(), ...elsewhere]);
  const found = new Set<string>();
  for (const [name, symbol] of exports) {
    for (const declaration of symbol.declarations ?? []) look(name, declaration);
  }
  return [...found].sort();

  function look(name: string, node: ts.Node): void {
    // What #private members and class bodies hold is nobody's business, and declarations leave it out.
    if (ts.isTypeReferenceNode(node)) named(name, node.typeName);
    if (ts.isExpressionWithTypeArguments(node)) named(name, node.expression);
    if (ts.isTypeQueryNode(node)) named(name, node.exprName);
    ts.forEachChild(node, child => look(name, child));
  }

  function named(name: string, node: ts.Node): void {
    const symbol = checker.getSymbolAtLocation(node);
    const target = symbol && declared(checker, symbol);
    if (target === undefined || known.has(target) || !isOurs(target)) return;
    // What a name is built on under the same name shows as its own members.
    if (target.flags & ts.SymbolFlags.TypeParameter || target.name.replace(/^Core/, '') === name) return;
    found.add(`${name} names ${target.name}`);
  }
}

/** Whether it is declared by this package, and not by Luxon or the language. */
function isOurs(symbol: ts.Symbol): boolean {
  return (symbol.declarations ?? []).some(each => !each.getSourceFile().fileName.includes('/node_modules/'));
}

function isCommented(symbol: ts.Symbol, checker: ts.TypeChecker): boolean {
  return symbol.getDocumentationComment(checker).length > 0;
}

/** What a user can reach through a value or a type of this name, and which is declared here. */
function membersOf(symbol: ts.Symbol, checker: ts.TypeChecker): readonly ts.Symbol[] {
  const types: ts.Type[] = [];
  if (symbol.flags & (ts.SymbolFlags.Class | ts.SymbolFlags.Interface | ts.SymbolFlags.TypeAlias)) {
    types.push(checker.getDeclaredTypeOfSymbol(symbol));
  }
  if (symbol.flags & (ts.SymbolFlags.Class | ts.SymbolFlags.Variable)) types.push(checker.getTypeOfSymbol(symbol));
  // Of a union, the comment of the whole speaks for its members.
  const members = types.filter(type => !type.isUnion()).flatMap(type => type.getProperties());
  return [...new Set(members)].filter(member => isOurs(member) && !/^prototype$|#private/.test(member.name));
}
