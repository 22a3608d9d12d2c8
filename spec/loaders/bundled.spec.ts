import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { compileFunction } from 'node:vm';
import { rollup } from '@rollup/wasm-node';
import { expect } from 'chai';
import type { dashboard } from '../../lib/dashboard/index.js';
import type * as farms from '../../lib/farm/index.js';
import { Registry, Scheduler } from '../../lib/index.js';
import { VirtualClock } from '../../lib/testing/index.js';

describe('an ES module of ours that a bundler has made CommonJS of', () => {
  it('does without import.meta, of which esbuild leaves nothing, and knows its version', async () => {
    const bundled = (await asCommonJs('dist/bundle/dashboard/index.js')) as { readonly dashboard: typeof dashboard };
    const scheduler = new Scheduler(new Registry({ zone: 'UTC' }), { clock: new VirtualClock() });
    const page = bundled.dashboard(scheduler, { authorize: () => ({ can: 'read' }) });
    const answer = await page.fetch(new Request('http://localhost/jobs/?get=metrics'));
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly version: string };
    expect(await answer.text()).to.contain(`version="${version}"`);
  });

  it('refuses to be a farm without the files of its threads, which a bundler leaves behind', async () => {
    const { pgBoss, pglite } = (await asCommonJs('dist/bundle/farm/index.js')) as typeof farms;
    const start = (farm: farms.Farm) =>
      new Scheduler(new Registry({ zone: 'UTC' }), { farm, keepAlive: false }).start();
    expect(() => start(pgBoss('postgres://localhost/shop', { name: 'shop' }))).to.throw(
      'a farm runs touch-thread.js in a thread, and a bundler has left that file behind: keep carillon out of the bundle, as esbuild does by --external:carillon',
    );
    expect(() => start(pglite('./data'))).to.throw('a farm runs pglite-thread.js in a thread, and a bundler');
  });
});

async function asCommonJs(input: string): Promise<object> {
  const esbuild = { name: 'esbuild', resolveImportMeta: () => 'undefined' };
  const bundle = await rollup({ input, external: /^(?!\.|\/)/, plugins: [esbuild] });
  const { output } = await bundle.generate({ format: 'cjs', inlineDynamicImports: true });
  const exports = {};
  compileFunction(output[0].code, ['exports', 'require'])(exports, createRequire(import.meta.url));
  return exports;
}
