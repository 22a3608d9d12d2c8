import { expect } from 'chai';
import fc from 'fast-check';
import { Lanes, type LaneUser } from '../../lib/job/group.js';
import { VirtualClock } from '../../lib/testing/virtual-clock.js';
import { ListedLanes, plots, storyOf } from '../support/lanes-story.js';

describe('Lanes', () => {
  it('lets in one of a group at a time, in order of their due time, and of arrival where that is equal', () => {
    const { enter, leave, inside, admissions } = laneRig(undefined);
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
    const { enter, leave, inside } = laneRig(2);
    enter('a', 0, 'g');
    enter('b', 0, 'h');
    enter('c', 1, 'g');
    enter('d', 2, undefined);
    leave('b');
    expect(inside()).to.deep.equal(['a', 'd']);
  });

  it('holds up nobody for a run that others of its crowd hold up, which is let in once they have left', () => {
    const { enter, leave, inside } = laneRig(undefined);
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
    const lanes = lanesOf(1);
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

  it('breaks no bound, and lets in whom a list would that is scanned, and in the same moment', () => {
    fc.assert(
      fc.property(plots, plot => {
        const story = storyOf(lanesOf(plot.most), plot);
        for (const inside of story.insides) check(inside, plot.most);
        expect(story.lines).to.deep.equal(storyOf(new ListedLanes(plot.most), plot).lines);
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

function lanesOf(most: number | undefined): Lanes {
  return new Lanes(most, new VirtualClock());
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
  const lanes = lanesOf(most);
  const crowds = Array.from({ length: CROWD }, () => ({ isBusy: false }));
  const admitted: { readonly user: LaneUser; readonly crowd: { isBusy: boolean } }[] = [];
  let looks = 0;
  const users = crowds.map((_, i) => {
    const crowd = crowds[crowdNumber(i)] ?? { isBusy: false };
    const definition = { group: group?.(i) };
    const user: LaneUser = {
      lane: 'none',
      crowd,
      get dueAt() {
        looks += 1;
        return (i * 7) % 1000;
      },
      get definition() {
        looks += 1;
        return definition;
      },
      get isHeldUp() {
        looks += 1;
        return crowd.isBusy;
      },
      admitted() {
        crowd.isBusy = true;
        admitted.push({ user, crowd });
      },
    };
    lanes.enter(user);
    return user;
  });
  const quitters = users.filter((user, i) => i % 4 === 0 && user.lane !== 'held');
  for (const user of quitters) lanes.leave(user);
  for (const { user, crowd } of admitted) {
    crowd.isBusy = false;
    lanes.leave(user);
  }
  expect(admitted.length).to.equal(CROWD - quitters.length);
  return looks / CROWD;
}

function check(inside: readonly LaneUser[], most: number | undefined): void {
  const groups = inside.flatMap(user => user.definition.group ?? []);
  expect(inside.length).to.be.at.most(most ?? inside.length);
  expect(new Set(groups).size).to.equal(groups.length);
}

function userOf(
  dueAt: number,
  group: string | undefined,
  admitted: () => void,
  crowd: object = {},
  isHeldUp = () => false,
): LaneUser {
  return {
    lane: 'none',
    crowd,
    dueAt,
    definition: { group },
    get isHeldUp() {
      return isHeldUp();
    },
    admitted,
  };
}

/** Runs by name, where one of a crowd at a time is let in. */
function laneRig(most: number | undefined) {
  const lanes = lanesOf(most);
  const users = new Map<string, LaneUser>();
  const crowds = new Map<string, object>();
  const admissions: string[] = [];
  const isInside = ({ lane }: LaneUser) => lane === 'held';
  return {
    admissions,
    enter(name: string, dueAt: number, group: string | undefined, crowdName = name) {
      const crowd = crowds.get(crowdName) ?? {};
      const isHeldUp = () => [...users.values()].some(other => isInside(other) && other.crowd === crowd);
      const user = userOf(dueAt, group, () => admissions.push(name), crowd, isHeldUp);
      crowds.set(crowdName, crowd);
      users.set(name, user);
      lanes.enter(user);
    },
    leave: (name: string) => lanes.leave(users.get(name) ?? userOf(0, undefined, () => {})),
    inside: () => [...users].filter(([, user]) => isInside(user)).map(([name]) => name),
  };
}
