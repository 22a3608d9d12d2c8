import { expect } from 'chai';
import fc from 'fast-check';
import { Gate, type GateUser } from '../../lib/run/gate.js';
import { ListedGate, plots, storyOf } from '../support/gate-story.js';

describe('Gate', () => {
  it('lets in one of a group at a time, in order of their due time, and of arrival where that is equal', () => {
    const { enter, leave, inside, admissions } = gateRig(undefined);
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
    leave('free');
    leave('late');
    expect(inside()).to.deep.equal([]);
    expect(admissions).to.deep.equal(['a', 'free', 'early', 'early too', 'late']);
  });

  it('holds up nobody for a group that is busy', () => {
    const { enter, leave, inside } = gateRig(2);
    enter('a', 0, 'g');
    enter('b', 0, 'h');
    enter('c', 1, 'g');
    enter('d', 2, undefined);
    leave('b');
    expect(inside()).to.deep.equal(['a', 'd']);
  });

  it('holds up nobody for a run that others of its crowd hold up, which is let in once they have left', () => {
    const { enter, leave, inside } = gateRig(undefined);
    enter('a', 0, 'g', 'x');
    enter('b', 0, 'h');
    enter('held up', 1, 'h', 'x');
    enter('c', 2, 'h');
    leave('b');
    expect(inside()).to.deep.equal(['a', 'c']);
    leave('c');
    expect(inside()).to.deep.equal(['a']);
    leave('a');
    expect(inside()).to.deep.equal(['held up']);
  });

  it('forgets who leaves while waiting', () => {
    const { enter, leave, inside } = gateRig(1);
    enter('a', 0, undefined);
    enter('b', 1, undefined);
    enter('c', 2, undefined);
    leave('b');
    leave('a');
    leave('a');
    expect(inside()).to.deep.equal(['c']);
  });

  it('breaks no bound, and lets in whom a list would that is scanned, and in the same moment', () => {
    fc.assert(
      fc.property(plots, plot => {
        const story = storyOf(gateOf(plot.most), plot);
        for (const inside of story.insides) check(inside, story.groups, plot.most);
        expect(story.lines).to.deep.equal(storyOf(new ListedGate(plot.most), plot).lines);
      }),
      { numRuns: 1000 },
    );
  });

  describe('looks at each run a few times, however many wait', () => {
    const arrivals: Readonly<Record<string, Arrivals>> = {
      'for one group': { group: () => 'g' },
      'for many groups': { group: i => `g${i % 1000}` },
      'for room': { most: 1 },
      'for other runs of their crowd': { crowd: i => i % 1000 },
      'for any of these': { most: 10, group: i => (i % 3 === 0 ? undefined : `g${i % 100}`), crowd: i => i % 1000 },
    };
    for (const [what, coming] of Object.entries(arrivals)) {
      it(what, () => {
        expect(looksAtEach(coming)).to.be.at.most(MOST_LOOKS);
      });
    }
  });
});

function gateOf(most: number | undefined): Gate<GateUser> {
  return new Gate(most);
}

/** What runs that come all at once wait for. */
interface Arrivals {
  readonly most?: number;
  readonly group?: (i: number) => string | undefined;
  /** Each has one run at a time. */
  readonly crowd?: (i: number) => number;
}

const CROWD = 20_000;
const MOST_LOOKS = 20;

/** How often a run is looked at, on average, when every fourth leaves while it waits, and the others when they are in. */
function looksAtEach({ most, group, crowd: crowdNumber = i => i }: Arrivals): number {
  const gate = gateOf(most);
  const crowds = Array.from({ length: CROWD }, () => ({ isBusy: false }));
  const admitted: { readonly user: GateUser; readonly crowd: { isBusy: boolean } }[] = [];
  let looks = 0;
  const users = crowds.map((_, i) => {
    const crowd = crowds[crowdNumber(i)] ?? { isBusy: false };
    const user: GateUser = {
      ticket: 'none',
      guard: crowd,
      get isHeldUp() {
        looks += 1;
        return crowd.isBusy;
      },
      admitted() {
        crowd.isBusy = true;
        admitted.push({ user, crowd });
      },
    };
    gate.enter(user, (i * 7) % 1000, group?.(i));
    return user;
  });
  const quitters = users.filter((user, i) => i % 4 === 0 && user.ticket !== 'held');
  for (const user of quitters) gate.leave(user);
  for (const { user, crowd } of admitted) {
    crowd.isBusy = false;
    gate.leave(user);
  }
  expect(admitted.length).to.equal(CROWD - quitters.length);
  return looks / CROWD;
}

function check(
  inside: readonly GateUser[],
  groupOf: ReadonlyMap<GateUser, string | undefined>,
  most: number | undefined,
): void {
  const groups = inside.flatMap(user => groupOf.get(user) ?? []);
  expect(inside.length).to.be.at.most(most ?? inside.length);
  expect(new Set(groups).size).to.equal(groups.length);
}

function userOf(admitted: () => void, crowd: object = {}, isHeldUp = () => false): GateUser {
  return {
    ticket: 'none',
    guard: crowd,
    get isHeldUp() {
      return isHeldUp();
    },
    admitted,
  };
}

/** Runs by name, where one of a crowd at a time is let in. */
function gateRig(most: number | undefined) {
  const gate = gateOf(most);
  const users = new Map<string, GateUser>();
  const crowds = new Map<string, object>();
  const admissions: string[] = [];
  const isInside = ({ ticket }: GateUser) => ticket === 'held';
  return {
    admissions,
    enter(name: string, dueAt: number, group: string | undefined, crowdName = name) {
      const crowd = crowds.get(crowdName) ?? {};
      const isHeldUp = () => [...users.values()].some(other => isInside(other) && other.guard === crowd);
      const user = userOf(() => admissions.push(name), crowd, isHeldUp);
      crowds.set(crowdName, crowd);
      users.set(name, user);
      gate.enter(user, dueAt, group);
    },
    leave: (name: string) => gate.leave(users.get(name) ?? userOf(() => {})),
    inside: () => [...users].filter(([, user]) => isInside(user)).map(([name]) => name),
  };
}
