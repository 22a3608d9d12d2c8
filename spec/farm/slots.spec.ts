import { expect } from 'chai';
import type { HeldRow } from '../../lib/farm/held-row.js';
import { Slots } from '../../lib/farm/slots.js';

describe('the slots of a host', () => {
  function held(id: string): HeldRow {
    return { row: { id, queue: 'queue' }, drop() {} } as unknown as HeldRow;
  }

  it('are free again when a run is over, while how it ended is being written', () => {
    const slots = new Slots(2);
    const [one, two] = [held('one'), held('two')];
    for (const each of [one, two]) slots.add(each);
    expect(slots.room).to.equal(0);
    slots.end(one);
    expect([slots.room, slots.countOf('queue')]).to.deep.equal([1, 2]);
    slots.remove(one);
    expect([slots.room, slots.countOf('queue')]).to.deep.equal([1, 1]);
  });

  it('are no more than the database keeps up with', () => {
    const slots = new Slots(2);
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
