import { expect } from 'chai';
import type { Access } from '../../lib/dashboard/access.js';
import { Listening } from '../support/dashboard/event-source.js';
import { Mounted } from '../support/dashboard/mounted.js';

const MINUTE_TICKS = 240;

/** An `authorize` that answers all who ask once so many do. */
function doorOf(count: number) {
  const waiting: (() => void)[] = [];
  const authorize = () =>
    new Promise<Access>(resolve => {
      waiting.push(() => resolve({ can: 'read' }));
    });
  const opens = async (before: () => void = () => {}) => {
    while (waiting.length < count) await new Promise(resolve => setImmediate(resolve));
    before();
    for (const admit of waiting) admit();
  };
  return { authorize, opens };
}

describe('a stream of the dashboard that comes late, or hears late', () => {
  it('does not begin where all places were taken while it was asked who it is', async () => {
    const { authorize, opens } = doorOf(2);
    await using mounted = await Mounted.over({ authorize, maxClients: 1 });
    const streams = Promise.all([Listening.to(mounted.port), Listening.to(mounted.port)]);
    await opens();
    const [first, second] = await streams;
    const refused = await Promise.race([first, second].map(async stream => [stream, await stream.ends()] as const));
    expect([refused[1], refused[0].all('bye')]).to.deep.equal([['bye'], [{ reason: 'too many streams' }]]);
    const other = refused[0] === first ? second : first;
    expect(await other.hears('hello')).to.have.lengthOf(1);
    other.leave();
  });

  it('does not begin where all were sent away meanwhile', async () => {
    for (const leave of [
      ({ dashboard }: Mounted) => dashboard.close(),
      ({ console }: Mounted) => console.tell({ kind: 'state', state: 'stopping', leftMs: 1 }),
    ]) {
      const { authorize, opens } = doorOf(1);
      await using mounted = await Mounted.over({ authorize });
      const stream = Listening.to(mounted.port);
      await opens(() => leave(mounted));
      expect(await (await stream).ends()).to.satisfy((heard: string[]) => heard.every(event => event === 'bye'));
      expect(mounted.surroundings.timers).to.equal(0);
    }
  });

  it('ends where nobody says within a minute that it may go on', async () => {
    let isSilent = false;
    await using mounted = await Mounted.over({
      authorize: () => (isSilent ? new Promise<Access>(() => {}) : { can: 'read' }),
    });
    const stream = await Listening.to(mounted.port);
    await stream.hears('hello');
    for (const _ of [1, 2]) {
      mounted.surroundings.tick(MINUTE_TICKS);
      await new Promise(resolve => setImmediate(resolve));
    }
    mounted.console.put({ name: 'backup' });
    mounted.surroundings.tick();
    await stream.hears('jobs');
    isSilent = true;
    mounted.surroundings.tick(2 * MINUTE_TICKS);
    expect(await stream.ends()).to.deep.equal(['hello', 'jobs', 'bye']);
    expect(stream.all('bye')).to.deep.equal([{ reason: 'refused' }]);
  });

  it('is told what was heard while the console could not answer', async () => {
    await using mounted = await Mounted.over();
    const { console, surroundings, port } = mounted;
    const stream = await Listening.to(port);
    await stream.hears('hello');
    const rows = console.rows.bind(console);
    console.rows = () => {
      throw new Error('away');
    };
    const act = (id: number) => ({ id, at: 5, who: 'ana', what: 'ran', job: 'backup', ok: true });
    console.tell({ kind: 'act', act: act(1) });
    console.tell({ kind: 'problems' });
    console.put({ name: 'backup' });
    surroundings.tick();
    await new Promise(resolve => setImmediate(resolve));
    console.rows = rows;
    console.tell({ kind: 'act', act: act(2) });
    surroundings.tick();
    await stream.hears('problem');
    expect([stream.all('act'), stream.all('problem')]).to.deep.equal([[act(1), act(2)], [{ problems: 0 }]]);
    stream.leave();
  });

  it('hears each step of thousands of runs without looking at those of the others', async function () {
    this.timeout(10_000);
    await using mounted = await Mounted.over();
    const stream = await Listening.to(mounted.port);
    await stream.hears('hello');
    for (let step = 0; step < 100_000; step++) {
      const progress = { done: step, total: 100_000 };
      mounted.console.tell({ kind: 'progress', job: 'backup', run: `r${step % 5_000}`, progress, ms: step });
    }
    mounted.surroundings.tick();
    const [running] = (await stream.hears('running')) as [{ id: string; progress: { done: number } }[]];
    expect(running).to.have.lengthOf(5_000);
    expect(running[7]).to.deep.include({ id: 'r7', progress: { done: 95_007, total: 100_000 } });
    stream.leave();
  });
});
