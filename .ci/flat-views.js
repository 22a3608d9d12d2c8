// Says the views of the page in fewer words, before they are made small. What tsc makes of an element is a call with the
// children among the properties; of the page's own views, which are pure functions without a state, a call is enough:
//
//   _jsx(Facts, { state: now })                          facts(now)
//   _jsxs("p", { class: "soft", children: [a, b] })      createElement("p", { class: "soft" }, a, b)
//   _jsx("p", { children: a })                           createElement("p", 0, a)
//
// Texts side by side are one. An element with a key stays one, since the key says which is which, unless it is always the
// same. What is never set again is said like what is: a word that occurs once less. All of this is a twelfth of the page.
import { parseAst } from '@rollup/wasm-node/parseAst';
import { rewritten, visit } from './syntax.js';

const RUNTIME = '\0elements';
const RUNTIME_CODE = `import { createElement, Fragment as Several } from 'preact';
export const jsx = createElement, jsxs = createElement, Fragment = Several;`;
const ELEMENT = /^jsxs?$/;

/** In place of Preact's own: what tsc calls for an element, under names that are found again in the bundle. */
export function elementRuntime() {
  return {
    name: 'element-runtime',
    resolveId: id => (id === 'preact/jsx-runtime' ? RUNTIME : null),
    load: id => (id === RUNTIME ? RUNTIME_CODE : null),
  };
}

/** A bundle of views with `elementRuntime`, in fewer words, and what is alike side by side. */
export function flatViews(code) {
  const program = parseAst(code);
  const views = viewsOf(program);
  return arranged(rewritten(program, code, (node, inside) => replaced(node, inside, views)));
}

/**
 * Functions are known before they stand there: of those that follow Preact, those that make elements come last. What
 * compresses the page looks back 32 kB and no further.
 */
function arranged(code) {
  const groups = { preact: [], first: [], functions: [], views: [] };
  let isOurs = false;
  for (const node of parseAst(code).body) {
    const text = code.slice(node.start, node.end);
    const isFunction = node.type === 'FunctionDeclaration';
    const place = isFunction ? (/\bjsx\(/.test(text) ? 'views' : 'functions') : 'first';
    groups[isOurs ? place : 'preact'].push(text);
    isOurs ||= text.startsWith('let jsx =');
  }
  if (!isOurs) throw new Error('the bundle of the page does not hold what makes its elements');
  return Object.values(groups).flat().join('\n');
}

/** The functions that can be called in place of an element: each is only ever used as one, without a key. */
function viewsOf(program) {
  const views = new Map();
  for (const node of program.body) {
    const [given, ...others] = node.params ?? [];
    const isPlain = given === undefined || (given.type === 'ObjectPattern' && given.properties.every(isNamed));
    if (node.type === 'FunctionDeclaration' && /^[A-Z]/.test(node.id.name) && isPlain && others.length === 0)
      views.set(node.id.name, given?.properties.map(({ key }) => key.name) ?? []);
  }
  visit(program, (node, parent) => {
    if (node.type !== 'Identifier' || !views.has(node.name) || parent.id === node) return;
    if (!(isElement(parent) && parent.arguments[0] === node && isFlat(parent))) views.delete(node.name);
  });
  return views;
}

function isElement({ type, callee }) {
  return type === 'CallExpression' && callee.type === 'Identifier' && ELEMENT.test(callee.name);
}

function isFlat({ arguments: [, given, key] }) {
  return isFixed(key) && given.type === 'ObjectExpression' && given.properties.every(isNamed);
}

function isFixed(key) {
  return key === undefined || key.type === 'Literal';
}

function isNamed({ type, computed }) {
  return type === 'Property' && !computed;
}

function replaced(node, inside, views) {
  if (node.type === 'VariableDeclaration' && node.kind === 'const')
    return `let${inside({ ...node, kind: 'let' }).slice(5)}`;
  if (node.type === 'FunctionDeclaration' && views.has(node.id.name)) {
    const [given] = node.params;
    return `function ${node.id.name}(${given?.properties.map(({ value }) => inside(value)).join(', ') ?? ''}) ${inside(node.body)}`;
  }
  if (!isElement(node)) return undefined;
  const [type, given, key] = node.arguments;
  if (type.type === 'Identifier' && views.has(type.name)) {
    const said = new Map(given.properties.map(({ key: name, value }) => [nameOf(name), inside(value)]));
    const parameters = views.get(type.name).map(name => said.get(name) ?? 'undefined');
    return `${type.name}(${parameters.join(', ').replace(/(^|, )undefined(, undefined)*$/, '')})`;
  }
  const isSpread = !given.properties.every(isNamed);
  const children = isSpread ? undefined : given.properties.find(({ key: name }) => nameOf(name) === 'children');
  const parts = given.properties.filter(part => part !== children).map(inside);
  if (!isFixed(key)) parts.push(`key: ${inside(key)}`);
  const rest = childrenOf(node, children?.value, inside);
  return `jsx(${[inside(type), parts.length === 0 ? '0' : `{ ${parts.join(', ')} }`, ...rest].join(', ')})`;
}

/** The children of an element, texts that stand side by side as one. */
function childrenOf({ callee }, children, inside) {
  if (children === undefined) return [];
  const each = callee.name === 'jsxs' ? children.elements : [children];
  const texts = [];
  for (const child of each) {
    const isText = typeof child.value === 'string';
    const last = texts.at(-1);
    if (isText && typeof last === 'string') texts[texts.length - 1] += child.value;
    else texts.push(isText ? child.value : { child });
  }
  return texts.map(text => (typeof text === 'string' ? JSON.stringify(text) : inside(text.child)));
}

function nameOf(key) {
  return key.name ?? key.value;
}
