// Makes the files of the dashboard's page of what tsc made: one script with Preact in it, the style, and the icon. They
// are sent to browsers, so they are as small as they can be, and a build that has grown too large is no build.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rollup } from '@rollup/wasm-node';
import { minify } from 'terser';
import { elementRuntime, flatViews } from './flat-views.js';
import { leanPreact } from './lean-preact.js';

const SOURCE = 'lib/dashboard/page';
const MADE = 'dist/page';
/** The parts of the style, those that change others after them. */
const STYLES = [
  ...['ground', 'bar', 'state', 'filters', 'jobs', 'marks', 'job', 'runs', 'timeline', 'findings', 'dialog'],
  ...['motion', 'narrow'],
];
const FILES = ['app.js', 'app.css', 'icon.svg'];
/** What script and style may weigh together as they are sent. */
const BUDGET_BYTES = 30_000;
const LICENCE = '/*! Preact, https://preactjs.com, MIT License, Copyright (c) 2015-present Jason Miller */\n';

/** Makes the files, in `dist/page`. @throws Error if they are larger than their budget */
export async function bundlePage() {
  mkdirSync(MADE, { recursive: true });
  const style = STYLES.map(name => readFileSync(join(SOURCE, 'style', `${name}.css`), 'utf8')).join('\n');
  writeFileSync(join(MADE, 'app.js'), LICENCE + (await script()));
  writeFileSync(join(MADE, 'app.css'), small(style));
  writeFileSync(join(MADE, 'icon.svg'), readFileSync(join(SOURCE, 'icon.svg'), 'utf8'));
  const { zipped } = await import('../dist/lib/dashboard/asset-files.js');
  const bytes = ['app.js', 'app.css'].reduce((sum, name) => sum + zipped(textOf(name)).length, 0);
  if (bytes > BUDGET_BYTES) throw new Error(`the page weighs ${bytes} bytes, of at most ${BUDGET_BYTES}`);
}

/** Puts the texts of the files in place of the module that reads them: no bundler of an application can lose a file. */
export function pageAsTexts() {
  return {
    name: 'page-as-texts',
    load(id) {
      if (!/[\\/]dashboard[\\/]assets\.js$/.test(id)) return null;
      const texts = Object.fromEntries(FILES.map(name => [name, textOf(name)]));
      return `const TEXTS = ${JSON.stringify(texts)};\nexport function pageAssets() { return TEXTS; }\n`;
    },
  };
}

async function script() {
  const bundle = await rollup({
    input: `dist/${SOURCE}/main.js`,
    plugins: [elementRuntime(), leanPreact()],
    onLog: (_level, log) => {
      // Of Preact's own, which only hold functions.
      const isOfPreact = log.code === 'CIRCULAR_DEPENDENCY' && log.ids.every(id => /[\\/]preact[\\/]/.test(id));
      if (!isOfPreact) throw new Error(log.message, { cause: log });
    },
  });
  const { output } = await bundle.generate({ format: 'es' });
  const options = {
    module: true,
    ecma: 2020,
    // Unsafe where someone gives `String` and its like another meaning, or asks an arrow function for a prototype.
    compress: { passes: 3, inline: 1, lhs_constants: false, unsafe: true, unsafe_arrows: true },
    mangle: { properties: { regex: /^_/ } },
  };
  return (await minify(flatViews(output[0].code), options)).code;
}

/** Style without comments and without spaces and quotes that say nothing, and what is alike said alike. */
function small(style) {
  const text = style
    .replace(/\/\*.*?\*\//gs, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,>]) ?/g, '$1')
    .replace(/: /g, ':')
    .replace(/ \/ /g, '/')
    .replace(/(?<!\d)0(?=\.\d)/g, '')
    .replace(/="(\w+)"\]/g, '=$1]')
    .replace(/@media \(/g, '@media(')
    .replace(/;}/g, '}')
    .trim();
  return named(text.replace(/\{([^{}]+)\}/g, (_, declarations) => `{${inOrder(declarations)}}`));
}

/** By name: a whole (`border`) is before its parts (`border-color`); two parts that overlap are never in one rule. */
function inOrder(declarations) {
  return declarations
    .split(';')
    .sort((one, other) => one.replace(/:.*/, '').localeCompare(other.replace(/:.*/, ''), 'en'))
    .join(';');
}

/** Custom properties by a letter each, in the order in which they are met. */
function named(style) {
  const names = [...new Set(style.match(/--[\w-]+/g))];
  return style.replace(/--[\w-]+/g, name => `--${(10 + names.indexOf(name)).toString(36)}`);
}

function textOf(name) {
  return readFileSync(join(MADE, name), 'utf8');
}
