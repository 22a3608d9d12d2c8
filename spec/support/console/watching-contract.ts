import { expect } from 'chai';
import type { Change } from '../../../lib/console/console.js';
import type { ConsoleWorld } from './console-world.js';

/** What holds for how every console is watched, stops and is closed. */
export function itIsWatched(worldOf: () => Promise<ConsoleWorld>): void {
  let world: ConsoleWorld;

  beforeEach(async () => {
    world = await worldOf();
    await world.advance(60);
  });
  afterEach(() => world.stop());

  it('tells who watches of each change, until that has enough', async () => {
    const changes: Change[] = [];
    const off = world.console.watch(change => void changes.push(change));
    world.console.revision();
    await world.console.do({ do: 'pause', job: 'good', by: 'ana' });
    expect(changes.map(({ kind }) => kind)).to.include.members(['job', 'act']);
    off();
    const { length } = changes;
    await world.advance(60);
    expect(changes).to.have.lengthOf(length);
  });

  it('is well until it stops', async () => {
    const states: Change[] = [];
    world.console.watch(change => void (change.kind === 'state' && states.push(change)));
    expect(await world.console.health()).to.deep.equal({ ok: true, state: 'running' });
    await world.stop();
    expect(await world.console.health()).to.deep.equal({ ok: false, state: 'stopped' });
    expect(states.map(change => change.kind === 'state' && change.state)).to.deep.equal(['stopping', 'stopped']);
    const [last] = await world.console.activity({ limit: 1 });
    expect(last?.what).to.equal('stopped');
  });

  it('lets go when it is closed', async () => {
    const changes: Change[] = [];
    world.console.watch(change => void changes.push(change));
    world.console.close();
    world.console.close();
    await world.advance(60);
    expect(changes).to.deep.equal([]);
  });
}
