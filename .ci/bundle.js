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

// Of the declarations, those that no door leads to say nothing to users.
const reached = new Set();
for (const door of doors) for (const ending of ['.d.ts', '.d.cts']) reach(join('dist/lib', `${door}${ending}`));
for (const name of readdirSync('dist/lib', { recursive: true })) {
  const path = join('dist/lib', name);
  if (/\.d\.c?ts$/.test(path) && !reached.has(path)) rmSync(path);
}

function reach(path) {
  if (reached.has(path)) return;
  reached.add(path);
  for (const [, target] of readFileSync(path, 'utf8').matchAll(/(?:from |import\(|require\()["'](\.[^"']*\.)js["']/g)) {
    reach(join(dirname(path), `${target}d.ts`));
  }
}
