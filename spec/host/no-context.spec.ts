import { AsyncLocalStorage } from 'node:async_hooks';
import { expect } from 'chai';
import { systemClock } from '../../lib/host/system-clock.js';
import { inNoContext } from '../../lib/time/no-context.js';

const stores = new AsyncLocalStorage<string>();

describe('inNoContext', () => {
  it("knows no store of its caller's, nor do the promises made there", async () => {
    const seen = await stores.run('a run', () => inNoContext(async () => [stores.getStore(), await later()]));
    expect(seen).to.deep.equal([undefined, undefined]);
    expect(stores.run('a run', () => inNoContext(() => 5))).to.equal(5);
  });

  it('knows none of whoever first loaded the module', async () => {
    const url = new URL('../../lib/time/no-context.js?loaded-within-a-run', import.meta.url).href;
    const copy = (await stores.run('a run', () => import(url))) as { readonly inNoContext: typeof inNoContext };
    expect(copy.inNoContext).not.to.equal(inNoContext);
    expect(copy.inNoContext(() => stores.getStore())).to.equal(undefined);
    expect(stores.run('another', () => copy.inNoContext(() => stores.getStore()))).to.equal(undefined);
  });

  it('is where alarms ring', async () => {
    const store = await new Promise(resolve => {
      stores.run('a run', () => systemClock.alarm(0, () => resolve(stores.getStore())));
    });
    expect(store).to.equal(undefined);
  });
});

async function later(): Promise<string | undefined> {
  await Promise.resolve();
  return stores.getStore();
}
