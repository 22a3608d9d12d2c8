// Makes what is published of what tsc made: one module instead of a hundred, which is imported several times as fast.
// It is minified to stay below 300 kB, and keeps public names and short lines, so that stack traces can be read.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { rollup } from '@rollup/wasm-node';
import { minify } from 'terser';

const doors = ['index', 'testing/index'];
const legible = { keep_classnames: true, keep_fnames: true, format: { max_line_len: 120 } };

for (const door of doors) {
  await publish(`${door}.js`, await bundled(`dist/lib/${door}.js`), { ...legible, module: true });
  await publish(`${door}.cjs`, readFileSync(`dist/lib/${door}.cjs`, 'utf8'), legible);
}

async function bundled(input) {
  // carillon/testing imports carillon, and holds no second copy of its classes.
  const bundle = await rollup({ input, external: ['luxon', /^node:/, '../index.js'] });
  const { output } = await bundle.generate({});
  return output[0].code;
}

async function publish(name, code, options) {
  const path = join('dist/bundle', name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, (await minify(code, options)).code);
}

// Of the declarations, those that no door leads to say nothing to users. The others become those of CommonJS, which both
// kinds of module may import by the rules of every compiler.
const reached = new Map();
for (const door of doors) reach(join('dist/lib', door));
for (const name of readdirSync('dist/lib', { recursive: true })) {
  if (/\.d\.c?ts$/.test(name)) rmSync(join('dist/lib', name));
}
for (const [path, text] of reached) writeFileSync(`${path}.d.cts`, text);
for (const door of doors) writeFileSync(`dist/lib/${door}.d.ts`, "export * from './index.cjs';\n");

function reach(path) {
  if (reached.has(path)) return;
  const text = readFileSync(`${path}.d.ts`, 'utf8');
  const targets = /((?:from |import\()["'](\.[^"']*)\.)js(?=["'])/g;
  reached.set(path, text.replace(targets, '$1cjs'));
  for (const [, , target] of text.matchAll(targets)) reach(join(dirname(path), target));
}
