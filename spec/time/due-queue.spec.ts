import { expect } from 'chai';
import fc from 'fast-check';
import { DueQueue, type Queued } from '../../lib/time/due-queue.js';

describe('DueQueue', () => {
  it('gives what is due first, and of those due together the first in order', () => {
    const queue = new DueQueue<Queued>();
    const [a, b, c] = [entry(0), entry(1), entry(2)];
    queue.put(c, 5);
    queue.put(b, 5);
    queue.put(a, 7);
    expect(drained(queue)).to.deep.equal([b, c, a]);
    expect(queue.pop()).to.equal(undefined);
  });

  it('agrees with sorting after any sequence of puts, moves, removals and pops', () => {
    const operation = fc.record({
      what: fc.constantFrom('put', 'put', 'put', 'remove', 'pop'),
      which: fc.nat(30),
      dueAt: fc.oneof(fc.nat(9), fc.nat(99)),
    });
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 200, size: 'max' }), operations => {
        const queue = new DueQueue<Queued>();
        const entries = Array.from({ length: 31 }, (_, order) => entry(order));
        const inside = new Set<Queued>();
        for (const { what, which, dueAt } of operations) {
          const subject = entries[which] as Queued;
          if (what === 'put') {
            queue.put(subject, dueAt);
            inside.add(subject);
          } else if (what === 'remove') {
            expect(queue.remove(subject)).to.equal(inside.delete(subject));
          } else {
            const first = sorted(inside)[0];
            expect(queue.pop()).to.equal(first);
            if (first !== undefined) inside.delete(first);
          }
          expect(queue.peek()).to.equal(sorted(inside)[0]);
          expect(entries.filter(item => item.heapIndex !== undefined)).to.have.length(inside.size);
        }
        expect(queue.size).to.equal(inside.size);
        expect(drained(queue)).to.deep.equal(sorted(inside));
      }),
    );
  });

  it('compares an entry with few others, however many there are', () => {
    const queue = new DueQueue<Queued>();
    let looks = 0;
    const entries = Array.from({ length: MANY }, (_, index) => ({
      dueAt: 0,
      heapIndex: undefined,
      row: undefined,
      get order() {
        looks += 1;
        return (index * 7919) % MANY;
      },
    }));
    for (const dueAt of [0, 1]) for (const item of entries) queue.put(item, dueAt);
    for (const [index, item] of entries.entries()) if (index % 2 === 0) queue.remove(item);
    expect(drained(queue).length).to.equal(MANY / 2);
    expect(looks / MANY).to.be.at.most(3 * MOST_LOOKS);
  });

  it('looks at no other entry where many are due together, in the order in which they came', () => {
    const queue = new DueQueue<Queued>();
    let looks = 0;
    const entries = Array.from({ length: MANY }, (_, index) => ({
      ...entry(index),
      get order() {
        looks += 1;
        return index;
      },
    }));
    for (const item of entries) queue.put(item, 1);
    queue.put(entry(MANY), 2);
    expect(drained(queue).length).to.equal(MANY + 1);
    expect(looks / MANY).to.be.at.most(LOOKS_IN_A_ROW);
  });
});

const MANY = 20_000;
/** Whether it comes after those before it, and what is first when those have gone. */
const LOOKS_IN_A_ROW = 4;
/** Of a put, a move or a removal: on each level of the heap two comparisons, of two entries each. */
const MOST_LOOKS = 4 * Math.log2(MANY);

function entry(order: number): Queued {
  return { order, dueAt: 0, heapIndex: undefined, row: undefined };
}

function sorted(entries: Iterable<Queued>): Queued[] {
  return [...entries].sort((a, b) => a.dueAt - b.dueAt || a.order - b.order);
}

function drained(queue: DueQueue<Queued>): Queued[] {
  const all: Queued[] = [];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) all.push(next);
  return all;
}
