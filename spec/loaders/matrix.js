// @ts-check
// What a new user would type, in a folder that holds nothing but what stands below cases/.

/**
 * @typedef {object} Loader
 * @property {string} name
 * @property {string} folder below cases/
 * @property {readonly string[]} commands what is typed, one after the other; each must end well
 * @property {RegExp} prints what they print
 * @property {boolean} [isQuick] needs nothing but what Carillon's own project has installed
 * @property {NodeJS.ProcessEnv} [env]
 */

const RAN = /ran for 2026-11-20\s+refused as it should be/;
const JEST = /Tests: +[12] passed, [12] total/;
/** Of Next: nothing ran while it built, and what one module has started is what another sees. */
const SERVED = /^(?!.*the report runs).*\{"job":"report","state":"running","timesLoaded":2,"timesMade":1\}/s;
const BUNDLE = 'npx esbuild program.ts --bundle --platform=node';

/** @type {readonly Loader[]} */
export const loaders = [
  { name: 'Node, import', folder: 'node-esm', commands: ['node program.mjs'], prints: RAN, isQuick: true },
  { name: 'Node, require', folder: 'node-cjs', commands: ['node program.cjs'], prints: RAN, isQuick: true },
  { name: 'node:test', folder: 'node-test', commands: ['node --test'], prints: /pass 1\s/, isQuick: true },
  {
    name: 'mocha, import',
    folder: 'mocha',
    commands: ['npx mocha report.spec.mjs'],
    prints: /1 passing/,
    isQuick: true,
  },
  {
    name: 'mocha, require',
    folder: 'mocha',
    commands: ['npx mocha report.spec.cjs'],
    prints: /1 passing/,
    isQuick: true,
  },
  { name: 'Jest, CommonJS', folder: 'jest-cjs', commands: ['npx jest'], prints: JEST },
  {
    name: 'Jest, ES modules',
    folder: 'jest-esm',
    commands: ['npx jest'],
    prints: JEST,
    env: { NODE_OPTIONS: '--experimental-vm-modules' },
  },
  { name: 'babel-jest', folder: 'babel-jest', commands: ['npx jest'], prints: JEST },
  { name: 'ts-jest', folder: 'ts-jest', commands: ['npx jest'], prints: JEST },
  { name: 'vitest', folder: 'vitest', commands: ['npx vitest run'], prints: /Tests +1 passed/ },
  {
    // As who mocks a package inside another does, and as vitest itself does with one that is linked.
    name: 'vitest, inlined',
    folder: 'vitest',
    commands: ['npx vitest run --config inlined.config.mjs'],
    prints: /Tests +1 passed/,
  },
  { name: 'tsx, ES modules', folder: 'tsx', commands: ['npx tsx program.ts'], prints: RAN },
  { name: 'tsx, CommonJS', folder: 'tsx', commands: ['npx tsx program.cts'], prints: RAN },
  { name: 'ts-node', folder: 'ts-node', commands: ['npx ts-node program.ts'], prints: RAN },
  {
    name: 'esbuild, ES modules',
    folder: 'esbuild',
    commands: [`${BUNDLE} --format=esm --outfile=dist/program.mjs`, 'node dist/program.mjs'],
    prints: RAN,
  },
  {
    name: 'esbuild, CommonJS',
    folder: 'esbuild',
    commands: [`${BUNDLE} --outfile=dist/program.cjs`, 'node dist/program.cjs'],
    prints: RAN,
  },
  {
    name: 'esbuild --minify',
    folder: 'esbuild',
    commands: [`${BUNDLE} --minify --outfile=dist/minified.cjs`, 'node dist/minified.cjs'],
    prints: RAN,
  },
  {
    // It then asks no more for the condition `module`, and bundles what Node runs.
    name: 'esbuild --conditions',
    folder: 'esbuild',
    commands: [`${BUNDLE} --conditions=development --outfile=dist/conditions.cjs`, 'node dist/conditions.cjs'],
    prints: RAN,
  },
  {
    name: 'webpack 5, import',
    folder: 'webpack',
    commands: ['npx webpack', 'node dist/from-mjs.cjs'],
    prints: RAN,
  },
  {
    name: 'webpack 5, require',
    folder: 'webpack',
    commands: ['npx webpack', 'node dist/from-cjs.cjs'],
    prints: RAN,
  },
  {
    name: 'rollup',
    folder: 'rollup',
    commands: ['npx rollup program.mjs -f es -p node-resolve -o dist/program.mjs', 'node dist/program.mjs'],
    prints: RAN,
  },
  {
    name: 'Vite, build --ssr',
    folder: 'vite-ssr',
    commands: ['npx vite build --ssr program.ts', 'node dist/program.mjs'],
    prints: RAN,
  },
  { name: 'Vite, ssrLoadModule', folder: 'vite-ssr', commands: ['node serve.mjs'], prints: RAN },
  {
    name: 'Next, built',
    folder: 'next',
    commands: ['npx next build', 'node ../../ask.js npx next start'],
    prints: SERVED,
    env: { NEXT_TELEMETRY_DISABLED: '1' },
  },
  {
    name: 'Next, in development',
    folder: 'next',
    commands: ['node ../../ask.js npx next dev'],
    prints: SERVED,
    env: { NEXT_TELEMETRY_DISABLED: '1' },
  },
  { name: 'Bun, import', folder: 'bun', commands: ['npx bun run program.mjs'], prints: RAN },
  { name: 'Bun, require', folder: 'bun', commands: ['npx bun run program.cjs'], prints: RAN },
  { name: 'Deno', folder: 'deno', commands: ['npx deno run --allow-all program.mjs'], prints: RAN },
];
