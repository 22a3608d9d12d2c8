import { expect } from 'chai';
import type { HeldRow } from '../../lib/farm/held-row.js';
import type { Turn } from '../../lib/farm/rows.js';
import { CROWDED_MS, Turnstile, type WaitingRow } from '../../lib/farm/turnstile.js';
import { VirtualClock } from '../../lib/testing/index.js';

describe('the rows that wait for a place here', () => {
  function row(turn: Partial<Turn> = {}, queue = 'queue'): WaitingRow {
    const held = { row: { queue }, whenCalled() {} } as unknown as HeldRow;
    return { held, turn: { id: 'row', priority: 0, due: 1, ...turn }, policy: 'queue' };
  }

  it('go on at a stop, both those that wait and who comes when it has begun', async () => {
    const turnstile = new Turnstile(new VirtualClock(), () => {});
    const before = turnstile.turn('place', row());
    turnstile.close();
    expect(await Promise.all([before, turnstile.turn('place', row())])).to.deep.equal([undefined, undefined]);
  });

  it('are a hundred at most: the last goes back, whether it waits or comes', async () => {
    const turnstile = new Turnstile(new VirtualClock(), () => {});
    const turns = Array.from({ length: 100 }, (_, i) => turnstile.turn('place', row({ id: String(i), due: i })));
    expect(turnstile.admits('place', row({ due: 100 }).turn)).to.equal(false);
    expect(turnstile.admits('place', row({ due: 5 }).turn)).to.equal(true);
    expect(await turns.at(-1)).to.equal(CROWDED_MS);
    expect(turnstile.admits('place', row({ due: 100 }).turn)).to.equal(true);
    turnstile.close();
  });

  it('tell once that there is room again where there was none', async () => {
    let told = 0;
    const turnstile = new Turnstile(new VirtualClock(), () => (told += 1));
    const turns = Array.from({ length: 100 }, (_, i) => turnstile.turn('place', row({ id: String(i), due: i })));
    turnstile.poke();
    await turns[0];
    expect([turnstile.countAt('place'), told]).to.deep.equal([99, 1]);
    turnstile.poke();
    await turns[1];
    expect(told).to.equal(1);
    turnstile.close();
  });

  it('make room for one that goes before: the last of its queue goes back at once', async () => {
    const turnstile = new Turnstile(new VirtualClock(), () => {});
    const first = turnstile.turn('place', row({ id: 'a' }));
    const urgent = turnstile.turn('place', row({ id: 'b', priority: 3, due: 7 }));
    const last = turnstile.turn('place', row({ id: 'c', due: 5 }));
    const other = turnstile.turn('place', row({ id: 'd', due: 9 }, 'another'));
    turnstile.thin('queue', 1);
    expect(await last).to.equal(0);
    turnstile.close();
    expect(await Promise.all([first, urgent, other])).to.deep.equal([undefined, undefined, undefined]);
  });

  it('ask again one after the other: the first when somebody says that the place may be free', async () => {
    const turnstile = new Turnstile(new VirtualClock(), () => {});
    const asked: string[] = [];
    for (const turn of [{ id: 'b' }, { id: 'a' }, { id: 'c', priority: 1, due: 2 }]) {
      void turnstile.turn('place', row(turn)).then(() => asked.push(turn.id));
    }
    for (let i = 0; i < 3; i += 1) {
      turnstile.poke();
      await Promise.resolve()
        .then(() => {})
        .then(() => {});
    }
    expect(asked).to.deep.equal(['c', 'a', 'b']);
  });
});
