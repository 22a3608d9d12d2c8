// In CommonJS a chunk is required when it is first used, unless it comes before the one that asks for it: an application
// then reads the code of what it does, and an import of the package a tenth of it.
//
//   const words = require("./words.cjs");        let words$;
//   new words.Cell(words.FREE)                   const words = () => words$ ??= require("./words.cjs");
//                                                new (words().Cell)(words().FREE)
//
// Luxon is required so, too, by the core alone: what is imported hands the Luxon of ES modules to it.
import { posix } from 'node:path';

/** A plugin of Rollup's for chunks in CommonJS. @param order the names of those that all behind them require at their start */
export function lateRequires(order) {
  return {
    name: 'late-requires',
    renderChunk(code, { fileName }) {
      const program = this.parse(code);
      const late = new Set();
      const edits = [];
      for (const statement of program.body) {
        const { id, target = '' } = requireIn(statement);
        if (target !== 'luxon' && !isLate(fileName, target, order)) continue;
        edits.push([statement, id === undefined ? '' : declared(id, target, fileName)]);
        late.add(id);
      }
      walk(program, undefined, (node, parent) => {
        if (node.type !== 'MemberExpression' || node.object.type !== 'Identifier' || !late.has(node.object.name))
          return;
        const called = `${node.object.name}()`;
        const isMade = parent.type === 'NewExpression' && parent.callee === node;
        edits.push(isMade ? [node, `(${called}.${node.property.name})`] : [node.object, called]);
      });
      return { code: edited(code, edits), map: null };
    },
  };
}

/** What one file of the bundle calls another. */
export function pathFrom(file, target) {
  return `./${posix.relative(posix.dirname(file), target)}`;
}

/** The name and the target of a statement that requires something. Without a name it is there for what loading it does. */
function requireIn({ type, declarations, expression }) {
  const { id, init } = type === 'VariableDeclaration' ? declarations[0] : { init: expression };
  const isRequire = init?.type === 'CallExpression' && init.callee.name === 'require';
  return isRequire ? { id: id?.name, target: init.arguments[0].value } : {};
}

/** Of ours alone. A door, which is in no order, comes behind all that are. */
function isLate(fileName, target, order) {
  if (!target.startsWith('.')) return false;
  const files = [fileName, posix.join(posix.dirname(fileName), target)];
  const [own, its] = files.map(file => order.indexOf(file.replace(/\.cjs$/, '')));
  return its === -1 || (own !== -1 && its > own);
}

function declared(id, target, fileName) {
  const isHanded = target === 'luxon' && fileName !== 'core.cjs';
  if (isHanded) return `const { luxon: ${id} } = require('${pathFrom(fileName, 'core.cjs')}');`;
  const required = `let ${id}$; const ${id} = () => ${id}$ ??= require('${target}');`;
  if (target !== 'luxon') return required;
  return `${required} exports.luxon = ${id}; exports.handLuxon = given => { ${id}$ ??= given; };`;
}

function walk(node, parent, see) {
  see(node, parent);
  for (const child of Object.values(node).flat()) {
    if (typeof child?.type === 'string') walk(child, node, see);
  }
}

/** From the last edit to the first, so that none moves another. */
function edited(code, edits) {
  const backwards = edits.sort(([a], [b]) => b.start - a.start);
  return backwards.reduce((text, [{ start, end }, by]) => text.slice(0, start) + by + text.slice(end), code);
}
