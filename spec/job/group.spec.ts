import { expect } from 'chai';
import fc from 'fast-check';
import { Lanes, type LaneUser } from '../../lib/job/group.js';

describe('Lanes', () => {
  it('lets in one of a group at a time, in order of their due time, and of arrival where that is equal', () => {
    const { lanes, enter, leave, inside } = laneRig(undefined);
    enter('a', 0, 'g');
    enter('late', 9, 'g');
    enter('early', 1, 'g');
    enter('early too', 1, 'g');
    enter('free', 5, undefined);
    expect(inside()).to.deep.equal(['a', 'free']);
    for (const next of ['early', 'early too', 'late']) {
      leave(inside().find(name => name !== 'free') ?? '');
      expect(inside()).to.include(next).and.to.have.length(2);
    }
    expect(lanes.waiting).to.deep.equal([]);
  });

  it('holds up nobody for a group that is busy', () => {
    const { enter, leave, inside } = laneRig(2);
    enter('a', 0, 'g');
    enter('b', 0, 'h');
    enter('c', 1, 'g');
    enter('d', 2, undefined);
    leave('b');
    expect(inside()).to.deep.equal(['a', 'd']);
  });

  it('forgets who leaves while waiting', () => {
    const { enter, leave, inside } = laneRig(1);
    enter('a', 0, undefined);
    enter('b', 1, undefined);
    enter('c', 2, undefined);
    leave('b');
    leave('a');
    leave('a');
    expect(inside()).to.deep.equal(['c']);
  });

  it('admits ten thousand that are over at once without growing the stack', () => {
    const lanes = new Lanes<LaneUser>(1);
    let admitted = 0;
    const first = userOf(0, undefined, () => {});
    lanes.enter(first);
    for (let i = 0; i < 10_000; i += 1) {
      const user: LaneUser = userOf(i, undefined, () => {
        admitted += 1;
        lanes.leave(user);
      });
      lanes.enter(user);
    }
    lanes.leave(first);
    expect(admitted).to.equal(10_000);
  });

  it('breaks no bound, and leaves nobody waiting for whom there is room', () => {
    const event = fc.record({ group: fc.constantFrom('g', 'h', undefined), dueAt: fc.nat(5), leaves: fc.boolean() });
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), fc.constantFrom(1, 2, 3, undefined), (events, most) => {
        const lanes = new Lanes<LaneUser>(most);
        const users: LaneUser[] = [];
        for (const { group, dueAt, leaves } of events) {
          const held = users.filter(user => user.lane === 'held');
          if (leaves && held[0] !== undefined) {
            lanes.leave(held[0]);
          } else {
            const user = userOf(dueAt, group, () => {});
            users.push(user);
            lanes.enter(user);
          }
          check(users, most);
        }
      }),
    );
  });
});

function check(users: readonly LaneUser[], most: number | undefined): void {
  const held = users.filter(user => user.lane === 'held');
  const groups = held.flatMap(user => user.definition.group ?? []);
  expect(held.length).to.be.at.most(most ?? held.length);
  expect(new Set(groups).size).to.equal(groups.length);
  const isFull = held.length === most;
  const couldEnter = users.filter(user => user.lane === 'waiting' && !groups.includes(user.definition.group ?? ''));
  if (!isFull) expect(couldEnter).to.deep.equal([]);
}

function userOf(dueAt: number, group: string | undefined, admitted: () => void): LaneUser {
  return { lane: 'none', dueAt, definition: { group }, isHeldUp: false, admitted };
}

function laneRig(most: number | undefined) {
  const lanes = new Lanes<LaneUser>(most);
  const users = new Map<string, LaneUser>();
  return {
    lanes,
    enter(name: string, dueAt: number, group: string | undefined) {
      const user = userOf(dueAt, group, () => {});
      users.set(name, user);
      lanes.enter(user);
    },
    leave: (name: string) => lanes.leave(users.get(name) ?? userOf(0, undefined, () => {})),
    inside: () => [...users].filter(([, user]) => user.lane === 'held').map(([name]) => name),
  };
}
