// Leaves out of Preact what the page has no use for. Its views are pure functions of one model, drawn into an empty place:
// there is no class, no state, no context, no hydration, no suspense, no portal and no addon. What Preact looks for under
// the names below is never there, so it need not look; what would follow is dead code, which terser takes away: two fifths
// of Preact.
//
// A name that Preact no longer has is refused, and so is an element of the page that needs what was left out.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseAst } from '@rollup/wasm-node/parseAst';
import { rewritten, visit } from './syntax.js';

/** Members that nothing sets, or that only serve what is left out. */
const MEMBERS = new Set([
  // Classes, states and what follows a drawing
  ...['prototype', '_bits', 'state', '_nextState', '_renderCallbacks', '_stateCallbacks', 'componentDidCatch'],
  ...['componentWillUnmount', 'componentWillUpdate', 'getDerivedStateFromError', 'shouldComponentUpdate'],
  // Context, hydration, suspense and portals
  ...['contextType', 'getChildContext', '_globalContext', '_excess', '_parentDom', 'then', 'context'],
  // Addons
  ...['_diff', '_render', '_root', '_commit', 'diffed', 'event', 'unmount', 'vnode'],
  // Other documents, elements of a class of their own, references that are no functions, and drawing a part anew
  ...['ownerDocument', 'is', 'current', '_vnode'],
]);
/** Variables that hold nothing, and a function without effect; as parameters they are left out. */
const VARIABLES = new Set([
  ...['isClassComponent', 'commitQueue', 'provider', 'globalContext', 'componentContext', 'renderHook'],
  ...['isHydrating', 'excessDomChildren', 'resumed', 'newHtml', 'oldHtml', 'markAsForce'],
]);
/** What no element of the page is or has, by name or kind of node, and modes that none is in. */
const ABSENT = new Set([
  ...['dangerouslySetInnerHTML', 'defaultChecked', 'defaultValue', 'download', 'foreignObject', 'list', 'math'],
  ...['popover', 'progress', 'rowSpan', 'template', 'textarea', 8, 9, 'MATH_NAMESPACE', 'MODE_HYDRATE'],
  ...['MODE_SUSPENDED', 'REF_DETACHED'],
]);

/** Where Preact's source is, and its modules as the page wants them. */
export function leanPreact() {
  const source = join(dirname(fileURLToPath(import.meta.resolve('preact'))), '../src');
  const parts = readdirSync(source, { recursive: true }).filter(path => path.endsWith('.js'));
  const leftOut = new Map(
    parts.flatMap(path => [...parametersLeftOut(parseAst(readFileSync(join(source, path), 'utf8')))]),
  );
  const missing = new Set([...MEMBERS, ...VARIABLES, ...ABSENT].map(String));
  return {
    name: 'lean-preact',
    resolveId(id, from) {
      if (id === 'preact') return join(source, 'index.js');
      return from?.startsWith(source) ? join(dirname(from), `${id}.js`) : null;
    },
    load(id) {
      if (!id.startsWith(source)) return null;
      const code = readFileSync(id, 'utf8');
      for (const [word] of code.matchAll(/\w+/g)) missing.delete(word);
      return lean(code, leftOut);
    },
    moduleParsed({ id, ast }) {
      if (!id.startsWith(source)) visit(ast, node => refuseAbsent(node, id));
    },
    buildEnd() {
      if (missing.size > 0)
        throw new Error(`Preact knows no ${[...missing].join(', ')}: see what the page does without`);
    },
  };
}

/** What of Preact the page may ask for. */
const ASKED = new Set(['createElement', 'Fragment', 'render']);

/** @throws Error for an import or an element of the page that needs what is left out */
function refuseAbsent({ type, source, specifiers, callee, arguments: given }, id) {
  const isElement = type === 'CallExpression' && /^_?jsxs?$/.test(callee.name) && given[0].type === 'Literal';
  const isOfPreact = type === 'ImportDeclaration' && source.value === 'preact';
  const words = isElement
    ? [given[0].value, ...(given[1].properties ?? []).map(({ key }) => key?.name ?? key?.value)]
    : [];
  const found = isOfPreact
    ? specifiers.find(({ imported }) => !ASKED.has(imported?.name))?.local.name
    : words.find(word => ABSENT.has(word));
  if (found !== undefined) throw new Error(`${id} needs ${found}, which the page leaves out of Preact`);
}

/** For each function of a program, which of its parameters are left out. */
function parametersLeftOut(program) {
  const places = new Map();
  visit(program, node => {
    if (node.type !== 'FunctionDeclaration') return;
    const names = node.params.map(({ name }) => name);
    if (names.some(name => VARIABLES.has(name)))
      places.set(node.id.name, new Set([...names.keys()].filter(at => VARIABLES.has(names[at]))));
  });
  return places;
}

/** A module without what asks for nothing: `undefined` in its place, and no parameter for it. */
function lean(code, leftOut) {
  return rewritten(parseAst(code), code, (node, inside) => {
    const kept = nodes => nodes.filter((_, at) => !leftOut.get((node.id ?? node.callee).name).has(at)).map(inside);
    if (isNothing(node)) return 'undefined';
    switch (node.type) {
      case 'BinaryExpression':
        return absent(node);
      // As no view catches what another throws, it leaves `render`.
      case 'TryStatement':
        return isTold(node.handler?.body.body[0]) ? inside(node.block) : undefined;
      case 'ExpressionStatement':
        return isTold(node) ? `throw ${inside(node.expression.arguments[0])};` : undefined;
      case 'AssignmentExpression':
        return isNothing(node.left) ? `(${inside(node.right)})` : undefined;
      case 'IfStatement':
        return isNever(node.test) ? (node.alternate ? inside(node.alternate) : ';') : undefined;
      case 'VariableDeclaration': {
        const some = node.declarations.filter(({ id }) => !isNothing(id));
        if (some.length === node.declarations.length) return undefined;
        return some.length === 0 ? ';' : `${node.kind} ${some.map(inside).join(', ')};`;
      }
      case 'FunctionDeclaration':
        if (isNothing(node.id)) return '';
        return leftOut.has(node.id.name)
          ? `function ${node.id.name}(${kept(node.params).join(', ')}) ${inside(node.body)}`
          : undefined;
      case 'CallExpression':
        return leftOut.has(node.callee.name) ? `${node.callee.name}(${kept(node.arguments).join(', ')})` : undefined;
      default:
        return undefined;
    }
  });
}

/** Whether a statement tells an error to the views around. */
function isTold(statement) {
  return statement?.expression?.callee?.property?.name === '_catchError';
}

/** Whether an expression can only be `undefined`; what is asked of such, or applied to it, is as little. */
function isNothing(node) {
  switch (node.type) {
    case 'Identifier':
      return VARIABLES.has(node.name);
    case 'MemberExpression':
      return MEMBERS.has(node.property.name) || isNothing(node.object);
    case 'CallExpression':
      return isNothing(node.callee) || (node.callee.property?.name === 'apply' && isNothing(node.arguments[0]));
    default:
      return false;
  }
}

/** Whether a condition never holds. */
function isNever(node) {
  if (node.type === 'AssignmentExpression') return isNever(node.right);
  if (node.type === 'LogicalExpression' && node.operator === '&&') return isNever(node.left) || isNever(node.right);
  return isNothing(node) || (node.type === 'BinaryExpression' && ['false', '0'].includes(absent(node)));
}

/** What a comparison with something absent comes to. */
function absent({ operator, left, right }) {
  const isAbsent = [left, right].some(node => ABSENT.has(node.name ?? node.value));
  return isAbsent ? { '==': 'false', '!=': 'true', in: 'false', '&': '0' }[operator] : undefined;
}
