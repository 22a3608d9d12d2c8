import type { Guard } from './guard.js';
import type { Run } from './run.js';
import type { Slot } from './slot.js';
import { isInProgress, SlotState } from './slot-state.js';

/** What is known of a run that was triggered from within another, or has triggered others. */
interface Links {
  /** The run in whose async context it was triggered. */
  readonly parent: Run | undefined;
  readonly guard: Guard | undefined;
  readonly children: Set<Run>;
}

const links = new WeakMap<Run, Links>();

/**
 * Notes that `child` was triggered in the async context of `parent`, which then counts as waiting for it, since an `await`
 * can't be told from a `void`.
 */
export function triggeredWithin(parent: Run, child: Run, guard: Guard): void {
  links.set(child, { parent, guard, children: new Set() });
  const above = links.get(parent) ?? { parent: undefined, guard: undefined, children: new Set() };
  above.children.add(child);
  links.set(parent, above);
  parent.extras.isLinked = true;
  child.extras.isLinked = true;
}

/** Who may wait for a run that it triggered, and is no run: a listener, a hook after a run, background work. */
const onlookers = new WeakMap<Run, object>();

/** Notes that `owner`, which is no run, triggered `child`: it holds nothing that a run may need, and only a stop waits for it. */
export function triggeredBeside(owner: object, child: Run): void {
  onlookers.set(child, owner);
  child.extras.isLinked = true;
}

/** Nobody waits any more for a run that has ended, nor does it for any: of a chain of runs only those that go on are kept. */
export function endedWithin(run: Run): void {
  const link = links.get(run);
  if (link?.parent !== undefined) links.get(link.parent)?.children.delete(run);
  links.delete(run);
  onlookers.delete(run);
}

/** The runs that wait for this one, through those that they triggered, the nearest first. */
export function waitingFor(run: Run): readonly Run[] {
  const above: Run[] = [];
  for (let parent = links.get(run)?.parent; parent !== undefined; parent = links.get(parent)?.parent)
    above.push(parent);
  return above;
}

/** The same, and those of them that are no runs; this run first. */
export function waitingInAll(run: Run): readonly object[] {
  const runs = [run, ...waitingFor(run)];
  return [...runs, ...runs.flatMap(one => onlookers.get(one) ?? [])];
}

/** What is said of a run that would wait for one which waits for it. */
export const WAITS_FOR_ITSELF =
  'it would wait for the run that triggered it; use andThen, or background.run(() => job.trigger()) without awaiting it';

/**
 * Whether a run that was triggered from within, and could not begin at once, would wait for ever: since what is in its way
 * waits for it in turn, directly, through others, or because all who hold the group or the room wait so.
 *
 * A run in progress can end if all that it waits for can; one that waits can, if whoever is in its slot can, whoever
 * holds its group can, and where there is no room one of those inside can. What can't be shown to end so never will.
 */
export function waitsForItself(run: Run, guard: Guard): boolean {
  if (links.get(run)?.parent === undefined) return false;
  const clauses = clausesOfNew(run, guard);
  // Mostly somebody in the way waits for nobody: then those who wait beside it, which may be thousands, need no look.
  if (clauses.every(clause => clause.some(waitsForNobody))) return false;
  const needs = explored(run, clauses);
  const canEnd = new Set<Run>();
  for (let grown = true; grown; ) {
    grown = false;
    for (const [one, ofOne] of needs) {
      if (canEnd.has(one) || !ofOne.every(clause => clause.some(other => canEnd.has(other)))) continue;
      canEnd.add(one);
      grown = true;
    }
  }
  return !canEnd.has(run);
}

/** One of these has to end first. */
type Clause = readonly Run[];

function waitsForNobody(run: Run): boolean {
  const awaited = links.get(run)?.children.size ?? 0;
  return awaited === 0 && clausesOf(run).length === 0;
}

/** All that it hangs on. A map goes through what is added to it meanwhile, so a long chain does not grow the stack. */
function explored(run: Run, clauses: readonly Clause[]): ReadonlyMap<Run, readonly Clause[]> {
  const needs = new Map<Run, readonly Clause[]>([[run, clauses]]);
  for (const [, found] of needs) {
    for (const clause of found) {
      for (const other of clause) if (!needs.has(other)) needs.set(other, clausesOf(other));
    }
  }
  return needs;
}

/** Of a run that is not in its slot yet. */
function clausesOfNew(run: Run, guard: Guard): readonly Clause[] {
  return [...clausesOfJob(run, guard), ...clausesOfGate(run, guard)];
}

/** What is in progress of its job, in whichever slot: one whose policy was `allow` until it was edited may hold several. */
function clausesOfJob(run: Run, guard: Guard): readonly Clause[] {
  if (run.enrolment.definition.overlap === 'allow') return [];
  const inTheWay = new Set(guard.running);
  if (guard.first.run !== undefined) inTheWay.add(guard.first.run);
  inTheWay.delete(run);
  return [...inTheWay].map(other => [other]);
}

function clausesOf(run: Run): readonly Clause[] {
  const { guard, children } = links.get(run) ?? {};
  const awaited = [...(children ?? [])].map(child => [child]);
  const slot = guard?.slotOf(run);
  if (guard === undefined || slot === undefined || (slot.run === run && isLetIn(slot))) return awaited;
  return [...awaited, ...clausesOfJob(run, guard), ...clausesOfGate(run, guard)];
}

function clausesOfGate(run: Run, { gate }: Guard): readonly Clause[] {
  const { group } = run.enrolment.definition;
  const holder = group === undefined ? undefined : gate.holderOf(group)?.run;
  const room = gate.holdersOfRoom.flatMap(({ run: inside }) => inside ?? []);
  return [...(holder === undefined ? [] : [[holder]]), ...(room.length === 0 ? [] : [room])];
}

function isLetIn({ state }: Slot): boolean {
  return state === SlotState.starting || isInProgress(state);
}
