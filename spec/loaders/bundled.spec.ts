import { createRequire } from 'node:module';
import { compileFunction } from 'node:vm';
import { rollup } from '@rollup/wasm-node';
import { expect } from 'chai';
import type { dashboard } from '../../lib/dashboard/index.js';
import { Registry, Scheduler } from '../../lib/index.js';
import { VirtualClock } from '../../lib/testing/index.js';

describe('an ES module of ours that a bundler has made CommonJS of', () => {
  it('does without import.meta, of which esbuild leaves nothing', async () => {
    const bundled = (await asCommonJs('dist/bundle/dashboard/index.js')) as { readonly dashboard: typeof dashboard };
    const scheduler = new Scheduler(new Registry({ zone: 'UTC' }), { clock: new VirtualClock() });
    const page = bundled.dashboard(scheduler, { authorize: () => ({ can: 'read' }) });
    expect((await page.fetch(new Request('http://localhost/jobs/?get=metrics'))).status).to.equal(200);
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
