import type { OverlapPolicy } from '../job/policies.js';
import { SlotState } from './slot-state.js';

/**
 * What becomes of a run that is due, beside the state.
 *
 * - `enter`: it takes the slot; `queue`: it waits behind; `queueAlone`: it waits instead of those that do
 * - `replace`: it takes the turn of the run that has not begun, which is dropped
 * - `supersede`: it waits instead of those that do, and the run in progress is aborted
 */
export type DueAct =
  | 'enter'
  | 'queue'
  | 'queueAlone'
  | 'replace'
  | 'supersede'
  | 'refuseOverlap'
  | 'refuseLimit'
  | 'refuseStopping';

/**
 * What becomes of the run in the slot, beside the state.
 *
 * - `start`: its conditions are asked; `begin`: its work is called; `end`: it is recorded
 * - `abort`: it is aborted, `announceStop`: it is told of the stop; those that wait are dropped in both
 * - `dropAll`: it has not begun and is dropped, as those that wait are; `dropWaiting`: only those are
 */
export type EventAct = 'nothing' | 'start' | 'begin' | 'end' | 'abort' | 'announceStop' | 'dropAll' | 'dropWaiting';

/** Where a slot stands after an event, and what is to be done. Holds no run, and is frozen. */
export interface Decision<A extends DueAct | EventAct> {
  readonly next: SlotState;
  readonly act: A;
}

/**
 * What happens to a slot beside a run that is due.
 *
 * - `admitted`: the gate has let the run in; `begun`: its conditions hold; `declined`: they don't, or it is taken back alone
 * - `settled`: the work is over; `abandoned`: the run was aborted long enough ago
 * - `aborted`: by timeout; `cancel`: by hand, with those that wait; `takeBack`: what has not begun will not
 * - `stop`: what runs may finish, nothing begins again
 */
export type SlotEvent =
  | 'admitted'
  | 'begun'
  | 'declined'
  | 'settled'
  | 'abandoned'
  | 'aborted'
  | 'cancel'
  | 'takeBack'
  | 'stop';

/** How a run that is due takes its slot: by the policy of its job, or after all before it where it makes up for a missed one. */
export type Manner = Exclude<OverlapPolicy, 'allow'> | 'inTurn';

/** The most runs of a job that wait, under whatever policy: one that never ends must not gather them without a bound. */
export const MAX_WAITING = 10_000;

const { idle, entering, starting, running, cancelling, closing, cutting, closed } = SlotState;

/** What becomes of a run that is due, where `waiting` runs wait behind the one in the slot. */
export function onDue(state: SlotState, manner: Manner, waiting: number): Decision<DueAct> {
  const decision = DUE[manner][state];
  if (decision.act !== 'queue') return decision;
  if (manner === 'runAfter' && waiting > 0) return to(state, 'refuseOverlap');
  return waiting < MAX_WAITING ? decision : to(state, 'refuseLimit');
}

/** What an event does to a slot, where `waiting` runs wait behind the one in it. */
export function onEvent(state: SlotState, event: SlotEvent, waiting: number): Decision<EventAct> {
  const decision = EVENTS[event][state];
  // Whoever leaves hands the slot to the first that waits.
  return decision.next === idle && decision.act === 'end' && waiting > 0 ? END_AND_ENTER : decision;
}

type Row<A extends DueAct | EventAct> = readonly [
  Decision<A>,
  Decision<A>,
  Decision<A>,
  Decision<A>,
  Decision<A>,
  Decision<A>,
  Decision<A>,
  Decision<A>,
];

function to<A extends DueAct | EventAct>(next: SlotState, act: A): Decision<A> {
  return Object.freeze({ next, act });
}

const END_AND_ENTER: Decision<EventAct> = to(entering, 'end');

const SHUT = [to(closing, 'refuseStopping'), to(cutting, 'refuseStopping'), to(closed, 'refuseStopping')] as const;

/** By the state: idle, entering, starting, running, cancelling, closing, cutting, closed. */
const DUE: Readonly<Record<Manner, Row<DueAct>>> = {
  skip: busy('refuseOverlap', 'refuseOverlap', 'refuseOverlap', 'refuseOverlap'),
  runAfter: busy('refuseOverlap', 'queue', 'queue', 'queue'),
  cancelPrevious: [
    to(entering, 'enter'),
    to(entering, 'replace'),
    to(starting, 'replace'),
    to(cancelling, 'supersede'),
    to(cancelling, 'queueAlone'),
    ...SHUT,
  ],
  inTurn: busy('queue', 'queue', 'queue', 'queue'),
};

/** While the slot is taken its state stays. */
function busy(
  whileEntering: DueAct,
  whileStarting: DueAct,
  whileRunning: DueAct,
  whileCancelling: DueAct,
): Row<DueAct> {
  return [
    to(entering, 'enter'),
    to(entering, whileEntering),
    to(starting, whileStarting),
    to(running, whileRunning),
    to(cancelling, whileCancelling),
    ...SHUT,
  ];
}

const EVENTS: Readonly<Record<SlotEvent, Row<EventAct>>> = {
  admitted: row({ [entering]: to(starting, 'start') }),
  begun: row({ [starting]: to(running, 'begin') }),
  declined: row({ [entering]: to(idle, 'end'), [starting]: to(idle, 'end') }),
  settled: row({
    [running]: to(idle, 'end'),
    [cancelling]: to(idle, 'end'),
    [closing]: to(closed, 'end'),
    [cutting]: to(closed, 'end'),
  }),
  abandoned: row({ [cancelling]: to(idle, 'end'), [cutting]: to(closed, 'end') }),
  aborted: row({ [running]: to(cancelling, 'abort'), [closing]: to(cutting, 'abort') }),
  cancel: row({
    [entering]: to(idle, 'dropAll'),
    [starting]: to(idle, 'dropAll'),
    [running]: to(cancelling, 'abort'),
    [cancelling]: to(cancelling, 'dropWaiting'),
    [closing]: to(cutting, 'abort'),
  }),
  takeBack: row({
    [entering]: to(idle, 'dropAll'),
    [starting]: to(idle, 'dropAll'),
    [running]: to(running, 'dropWaiting'),
    [cancelling]: to(cancelling, 'dropWaiting'),
  }),
  stop: row({
    [idle]: to(closed, 'nothing'),
    [entering]: to(closed, 'dropAll'),
    [starting]: to(closed, 'dropAll'),
    [running]: to(closing, 'announceStop'),
    [cancelling]: to(cutting, 'announceStop'),
  }),
};

/** In every other state the event changes nothing: it is about a run that is over. */
function row(decided: { readonly [S in SlotState]?: Decision<EventAct> }): Row<EventAct> {
  const at = (state: SlotState): Decision<EventAct> => decided[state] ?? to(state, 'nothing');
  return [at(idle), at(entering), at(starting), at(running), at(cancelling), at(closing), at(cutting), at(closed)];
}
