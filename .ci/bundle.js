// Makes what is published of what tsc made: one module instead of a hundred, which is imported five times as fast.
// It is minified to stay below 300 kB, and keeps the names of functions and short lines, so that stack traces can be read.
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { buildSync } from 'esbuild';

const doors = ['dist/lib/index', 'dist/lib/testing/index'];
const where = { outbase: 'dist/lib', outdir: 'dist/bundle' };

buildSync({
  ...where,
  entryPoints: doors.map(door => `${door}.js`),
  bundle: true,
  format: 'esm',
  platform: 'node',
  packages: 'external',
  external: ['../index.js'], // carillon/testing imports carillon, and holds no second copy of its classes
  minify: true,
  keepNames: true,
  lineLimit: 120,
});
buildSync({ ...where, entryPoints: doors.map(door => `${door}.cjs`), outExtension: { '.js': '.cjs' } });

// Of the declarations, those that no door leads to say nothing to users.
const reached = new Set();
for (const door of doors) for (const ending of ['.d.ts', '.d.cts']) reach(join(`${door}${ending}`));
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
