import { AsyncLocalStorage } from 'node:async_hooks';
import { expect } from 'chai';
import type * as OwnContext from '../../lib/run/own-context.js';
import { currentOwner, inOwnContext } from '../../lib/run/own-context.js';
import { inNoContext } from '../../lib/time/no-context.js';

describe('a context of its own', () => {
  it('knows nothing of who imported the module first', async () => {
    const store = new AsyncLocalStorage<string>();
    const fresh = new URL('../../lib/run/own-context.js?imported-within', import.meta.url).href;
    const { inOwnContext, isIsolated } = await store.run('a user', async (): Promise<typeof OwnContext> => {
      return import(fresh);
    });
    expect(isIsolated()).to.equal(true);
    expect(inNoContext(() => inOwnContext({}, () => store.getStore()))).to.equal(undefined);
    store.run('another', () => {
      expect(inNoContext(() => inOwnContext({}, () => store.getStore()))).to.equal(undefined);
      expect(store.getStore()).to.equal('another');
    });
  });

  it('takes what is stored in it along, also into what it starts, and leaves nothing of it to others', async () => {
    const store = new AsyncLocalStorage<string>();
    const [outer, inner] = [{}, {}];
    const seen = inNoContext(() =>
      inOwnContext(outer, async () => {
        store.enterWith('outer');
        const within = inNoContext(() => inOwnContext(inner, () => [store.getStore(), currentOwner()]));
        const after = [store.getStore(), currentOwner()];
        await Promise.resolve();
        return [within, after, [store.getStore(), currentOwner()]];
      }),
    );
    const beside = inNoContext(() => [store.getStore(), inOwnContext(inner, () => store.getStore())]);
    expect(await seen).to.deep.equal([
      [undefined, inner],
      ['outer', outer],
      ['outer', outer],
    ]);
    expect(beside).to.deep.equal([undefined, undefined]);
  });

  it('is that of what begins only when somebody waits for it, as a query may', async () => {
    const store = new AsyncLocalStorage<string>();
    const owner = {};
    const then: PromiseLike<unknown>['then'] = resolve =>
      Promise.resolve([store.getStore(), currentOwner()]).then(resolve);
    for (const query of [{ then }, Object.assign(Promise.resolve(), { then })]) {
      const given = inNoContext(() =>
        inOwnContext(owner, () => {
          store.enterWith('within');
          return query;
        }),
      );
      expect(await given).to.deep.equal(['within', owner]);
    }
  });
});
