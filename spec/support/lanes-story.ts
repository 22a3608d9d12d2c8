import fc from 'fast-check';
import type { Lanes, LaneUser } from '../../lib/job/group.js';

/** What a story is told of: the lanes, or what stands in for them. */
export type Gate = Pick<Lanes, 'enter' | 'leave'>;

/** One comes; one that came leaves, perhaps again; or it is `over` for the one that does it. */
type Deed = 'comes' | 'over' | number;

/** A run, and what it does as soon as it is let in. */
interface Plan {
  readonly dueAt: number;
  readonly group: string | undefined;
  readonly crowd: object;
  /** Whether no other run of its crowd is in its way. */
  readonly isAllowed: boolean;
  readonly deeds: readonly Deed[];
}

/** All that can be told: who will come, and what is done from outside, where `over` is for the first inside. */
export interface Plot {
  readonly most: number | undefined;
  readonly plans: readonly Plan[];
  readonly deeds: readonly Deed[];
}

/** Who is inside after each deed from outside, and all that happened, in order. */
export interface Story {
  readonly insides: readonly (readonly LaneUser[])[];
  readonly lines: readonly string[];
}

/** Plots in which much is in the way of everybody. */
export const plots: fc.Arbitrary<Plot> = fc.record({
  most: fc.constantFrom(1, 2, 3, undefined),
  plans: fc.array(
    fc.record({
      dueAt: fc.nat(5),
      group: fc.constantFrom('g', 'h', undefined),
      crowd: fc.constantFrom({ name: 'x' }, { name: 'y' }, { name: 'z' }),
      isAllowed: fc.boolean(),
      deeds: deedsUpTo(3),
    }),
    { maxLength: 40, size: 'max' },
  ),
  deeds: deedsUpTo(100),
});

function deedsUpTo(maxLength: number): fc.Arbitrary<Deed[]> {
  const deed = fc.oneof(fc.constantFrom<Deed>('comes', 'comes', 'over'), fc.nat(39));
  return fc.array(deed, { maxLength, size: 'max' });
}

/** Tells the plot of a gate; in the end everybody leaves. */
export function storyOf(gate: Gate, { plans, deeds }: Plot): Story {
  const lines: string[] = [];
  const came: LaneUser[] = [];
  const inside = new Set<LaneUser>();
  const insides = deeds.map(deed => {
    act(deed, [...inside][0]);
    return [...inside];
  });
  for (const user of came) leave(user);
  return { insides: [...insides, [...inside]], lines };

  function act(deed: Deed, self: LaneUser | undefined): void {
    if (deed === 'comes') come();
    else leave(deed === 'over' ? self : came[deed]);
  }

  function come(): void {
    const number = came.length;
    const plan = plans[number];
    if (plan === undefined) return;
    const { crowd, dueAt, group, isAllowed, deeds: own } = plan;
    const user: LaneUser = {
      lane: 'none',
      crowd,
      dueAt,
      definition: { group },
      get isHeldUp() {
        return !isAllowed && [...inside].some(other => other.crowd === crowd);
      },
      admitted() {
        inside.add(user);
        lines.push(`${number} is let in`);
        for (const deed of own) act(deed, user);
      },
    };
    came.push(user);
    lines.push(`${number} comes`);
    gate.enter(user);
  }

  function leave(user: LaneUser | undefined): void {
    if (user === undefined) return;
    lines.push(`${came.indexOf(user)} leaves`);
    inside.delete(user);
    gate.leave(user);
  }
}

/** The rules without a thought of cost: one list in order, scanned from its start whenever somebody leaves. */
export class ListedLanes implements Gate {
  readonly #most: number;
  readonly #inside = new Set<LaneUser>();
  #waiting: readonly LaneUser[] = [];
  #isAdmitting = false;

  constructor(most = Number.POSITIVE_INFINITY) {
    this.#most = most;
  }

  enter(user: LaneUser): void {
    if (!this.#isAdmitting && this.#hasRoomFor(user)) this.#admit(user);
    else this.#waiting = [...this.#waiting, user].sort((a, b) => a.dueAt - b.dueAt);
  }

  leave(user: LaneUser): void {
    this.#waiting = this.#waiting.filter(other => other !== user);
    if (!this.#inside.delete(user) || this.#isAdmitting) return;
    this.#isAdmitting = true;
    for (let next = this.#first(); next !== undefined; next = this.#first()) this.#admit(next);
    this.#isAdmitting = false;
  }

  #first(): LaneUser | undefined {
    return this.#waiting.find(user => this.#hasRoomFor(user));
  }

  #admit(user: LaneUser): void {
    this.#waiting = this.#waiting.filter(other => other !== user);
    this.#inside.add(user);
    user.admitted();
  }

  #hasRoomFor(user: LaneUser): boolean {
    const { group } = user.definition;
    const isBusy = group !== undefined && [...this.#inside].some(({ definition }) => definition.group === group);
    return this.#inside.size < this.#most && !isBusy && !user.isHeldUp;
  }
}
