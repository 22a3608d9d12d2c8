import fc from 'fast-check';
import type { Gate, GateUser } from '../../lib/run/gate.js';

/** What a story is told of: the gate, or what stands in for it. */
export type Door = Pick<Gate<GateUser>, 'enter' | 'leave'>;

/** One comes; one that came leaves, perhaps again; or it is `over` for the one that does it. */
type Deed = 'comes' | 'over' | number;

/** A run, and what it does once it is let in, when the gate is done. */
interface Plan {
  readonly dueAt: number;
  readonly group: string | undefined;
  readonly guard: object;
  /** Whether no other run of its guard is in its way. */
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
  readonly insides: readonly (readonly GateUser[])[];
  /** The group of each. */
  readonly groups: ReadonlyMap<GateUser, string | undefined>;
  readonly lines: readonly string[];
}

/** Plots in which much is in the way of everybody. */
export const plots: fc.Arbitrary<Plot> = fc.record({
  most: fc.constantFrom(1, 2, 3, undefined),
  plans: fc.array(
    fc.record({
      dueAt: fc.nat(5),
      group: fc.constantFrom('g', 'h', undefined),
      guard: fc.constantFrom({ name: 'x' }, { name: 'y' }, { name: 'z' }),
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
export function storyOf(gate: Door, { plans, deeds }: Plot): Story {
  const lines: string[] = [];
  const came: GateUser[] = [];
  const inside = new Set<GateUser>();
  const pending: (() => void)[] = [];
  const groups = new Map<GateUser, string | undefined>();
  const insides = deeds.map(deed => {
    act(deed, [...inside][0]);
    for (let next = pending.shift(); next !== undefined; next = pending.shift()) next();
    return [...inside];
  });
  for (const user of came) leave(user);
  return { insides: [...insides, [...inside]], groups, lines };

  /** Nobody acts while the gate is at work: what is let in begins later. */
  function act(deed: Deed, self: GateUser | undefined): void {
    if (deed === 'comes') come();
    else leave(deed === 'over' ? self : came[deed]);
  }

  function come(): void {
    const number = came.length;
    const plan = plans[number];
    if (plan === undefined) return;
    const { guard, dueAt, group, isAllowed, deeds: own } = plan;
    const user: GateUser = {
      ticket: 'none',
      guard,
      get isHeldUp() {
        return !isAllowed && [...inside].some(other => other.guard === guard);
      },
      admitted() {
        inside.add(user);
        lines.push(`${number} is let in`);
        pending.push(() => {
          for (const deed of own) act(deed, user);
        });
      },
    };
    came.push(user);
    lines.push(`${number} comes`);
    groups.set(user, group);
    gate.enter(user, dueAt, group);
  }

  function leave(user: GateUser | undefined): void {
    if (user === undefined) return;
    lines.push(`${came.indexOf(user)} leaves`);
    inside.delete(user);
    gate.leave(user);
  }
}

/** The rules without a thought of cost: one list in order, scanned from its start whenever somebody leaves. */
export class ListedGate implements Door {
  readonly #most: number;
  readonly #inside = new Set<Comer>();
  #waiting: readonly Comer[] = [];

  constructor(most = Number.POSITIVE_INFINITY) {
    this.#most = most;
  }

  enter(user: GateUser, dueAt: number, group: string | undefined): void {
    const comer = { user, dueAt, group };
    if (this.#hasRoomFor(comer)) this.#admit(comer);
    else this.#waiting = [...this.#waiting, comer].sort((a, b) => a.dueAt - b.dueAt);
  }

  leave(user: GateUser): void {
    this.#waiting = this.#waiting.filter(other => other.user !== user);
    const leaver = [...this.#inside].find(other => other.user === user);
    if (leaver === undefined) return;
    this.#inside.delete(leaver);
    for (let next = this.#first(); next !== undefined; next = this.#first()) this.#admit(next);
  }

  #first(): Comer | undefined {
    return this.#waiting.find(comer => this.#hasRoomFor(comer));
  }

  #admit(comer: Comer): void {
    this.#waiting = this.#waiting.filter(other => other !== comer);
    this.#inside.add(comer);
    comer.user.admitted();
  }

  #hasRoomFor({ user, group }: Comer): boolean {
    const isBusy = group !== undefined && [...this.#inside].some(other => other.group === group);
    return this.#inside.size < this.#most && !isBusy && !user.isHeldUp;
  }
}

interface Comer {
  readonly user: GateUser;
  readonly dueAt: number;
  readonly group: string | undefined;
}
