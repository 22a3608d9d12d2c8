import { expect } from 'chai';
import { Breadth } from '../../lib/farm/breadth.js';
import type { HeldRow } from '../../lib/farm/held-row.js';
import { Slots } from '../../lib/farm/slots.js';

describe('the slots of a host', () => {
  function held(id: string): HeldRow {
    return { row: { id, queue: 'queue' }, drop() {} } as unknown as HeldRow;
  }

  it('are free again when a run is over, while how it ended is being written', () => {
    const slots = new Slots({ most: 2 });
    const [one, two] = [held('one'), held('two')];
    for (const each of [one, two]) slots.add(each);
    expect(slots.room).to.equal(0);
    slots.end(one);
    expect([slots.room, slots.countOf('queue')]).to.deep.equal([1, 2]);
    slots.remove(one);
    expect([slots.room, slots.countOf('queue')]).to.deep.equal([1, 1]);
  });

  it('are no more than the database keeps up with', () => {
    const slots = new Slots({ most: 2 });
    const all = ['a', 'b', 'c', 'd'].map(held);
    for (const each of all) {
      slots.add(each);
      slots.end(each);
    }
    expect(slots.room).to.equal(0);
    slots.remove(all[0] as HeldRow);
    expect(slots.room).to.equal(1);
  });
});

describe('how many rows may run on a host', () => {
  it('are as many as it has slots, and no more than its scheduler lets in', () => {
    expect([new Breadth(50), new Breadth(50, 5), new Breadth(3, 5)].map(({ most }) => most)).to.deep.equal([50, 5, 3]);
  });

  it('are as many as it has slots while a run waits for one that it has triggered', async () => {
    const breadth = new Breadth(50, 1);
    expect(await breadth.during([], async () => breadth.most)).to.equal(1);
    expect(await breadth.during(['outer@1'], async () => breadth.most)).to.equal(50);
    expect(breadth.most).to.equal(1);
  });
});
