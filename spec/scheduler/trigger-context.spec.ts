import { AsyncLocalStorage } from 'node:async_hooks';
import { expect } from 'chai';
import { rigOf } from '../support/scheduler-rig.js';
import { definitionOf } from '../support/schedules.js';

describe('a run that is triggered by hand', () => {
  it('is told to listeners and hooks outside of the async context of who triggered it', async () => {
    const request = new AsyncLocalStorage<string>();
    const seen: unknown[] = [];
    const hooks = [{ after: () => seen.push(request.getStore()) }];
    const { scheduler } = rigOf([definitionOf(() => seen.push(request.getStore()), { every: 60, hooks })]);
    scheduler.on('started', () => seen.push(request.getStore()));
    scheduler.on('succeeded', () => seen.push(request.getStore()));
    scheduler.start();
    const outcome = await request.run('a request', () => scheduler.get('job')?.trigger());
    expect(outcome?.kind).to.equal('succeeded');
    expect(seen).to.deep.equal([undefined, undefined, undefined, undefined]);
    await scheduler.stop();
  });

  it('may give a value that refuses to say what it is', async () => {
    const secretive = new Proxy(
      {},
      {
        getPrototypeOf() {
          throw new Error('none of your business');
        },
      },
    );
    const { scheduler } = rigOf([definitionOf(async () => secretive, { every: 60 })]);
    scheduler.start();
    expect((await scheduler.get('job')?.trigger())?.kind).to.equal('succeeded');
    await scheduler.stop();
  });
});
