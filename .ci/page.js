// Makes the files of the dashboard's page of what tsc made: one script with Preact in it, the style, and the icon. They
// are sent to browsers, so they are as small as they can be, and a build that has grown too large is no build.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rollup } from '@rollup/wasm-node';
import { minify } from 'terser';
import { elementRuntime, flatViews } from './flat-views.js';

const SOURCE = 'lib/dashboard/page';
const MADE = 'dist/page';
/** The parts of the style, those that change others after them. */
const STYLES = [
  ...['ground', 'bar', 'state', 'filters', 'jobs', 'marks', 'job', 'runs', 'timeline', 'findings', 'dialog'],
  ...['motion', 'narrow'],
];
const FILES = ['app.js', 'app.css', 'icon.svg'];
/** What script and style may weigh together as they are sent. They are to come down to 30,000. */
const BUDGET_BYTES = 33_000;
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
    plugins: [
      elementRuntime(),
      {
        name: 'preact',
        resolveId: id => (id === 'preact' ? fileURLToPath(import.meta.resolve(id)) : null),
      },
    ],
    onLog: (_level, log) => {
      throw new Error(log.message, { cause: log });
    },
  });
  const { output } = await bundle.generate({ format: 'es' });
  const options = {
    module: true,
    ecma: 2020,
    compress: { passes: 3, inline: 1 },
    mangle: { properties: { regex: /^__/ } },
  };
  return (await minify(flatViews(output[0].code), options)).code;
}

/** Style without comments and without spaces that say nothing. */
function small(style) {
  return style
    .replace(/\/\*.*?\*\//gs, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,>]) ?/g, '$1')
    .replace(/: /g, ':')
    .replace(/ \/ /g, '/')
    .replace(/(?<!\d)0(?=\.\d)/g, '')
    .replace(/;}/g, '}')
    .trim();
}

function textOf(name) {
  return readFileSync(join(MADE, name), 'utf8');
}
