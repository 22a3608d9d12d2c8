import type { OverlapPolicy } from '../job/policies.js';
import { SlotState } from './slot-state.js';

// What becomes of each event: tables of frozen decisions, by the event and the state, which hold no run.

/**
 * What becomes of a run that is due, beside the state.
 *
 * - `enter`: it takes the slot; `beside`: it gets one to itself
 * - `queue`: it waits behind, unless `MAX_WAITING` do; `queueFirst`: unless one does
 * - `queueAlone`: it waits instead of those that do
 * - `replace`: it takes the turn of the run that has not begun, which is dropped, as those that wait are
 * - `supersede`: it waits instead of those that do, and the run in progress is aborted
 */
export type DueAct =
  | 'enter'
  | 'beside'
  | 'queue'
  | 'queueFirst'
  | 'queueAlone'
  | 'replace'
  | 'supersede'
  | 'refuseOverlap'
  | 'refuseStopping';

/**
 * What becomes of the run in the slot, beside the state.
 *
 * - `start`: its conditions are asked; `begin`: its work is called; `end`: it is recorded
 * - `enter`: the first of those that wait takes the slot
 * - `abort`: it is aborted, `announceStop`: it is told of the stop; those that wait are dropped in both
 * - `dropAll`: it has not begun and is dropped, as those that wait are; `dropWaiting`: only those are
 */
export type EventAct =
  | 'nothing'
  | 'start'
  | 'begin'
  | 'end'
  | 'enter'
  | 'abort'
  | 'announceStop'
  | 'dropAll'
  | 'dropWaiting';

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
 * - `handedOn`: the run has ended, and somebody waits behind it
 * - `aborted`: by timeout; `cancel`: by hand, with those that wait; `takeBack`: what has not begun will not
 * - `stop`: what runs may finish, nothing begins again
 */
export type SlotEvent =
  | 'admitted'
  | 'begun'
  | 'declined'
  | 'settled'
  | 'abandoned'
  | 'handedOn'
  | 'aborted'
  | 'cancel'
  | 'takeBack'
  | 'stop';

/** How a run that is due takes its slot: by the policy of its job, or after all before it where it makes up for a missed one. */
export type Manner = OverlapPolicy | 'inTurn';

/** The most runs of a job that wait, under whatever policy: one that never ends must not gather them without a bound. */
export const MAX_WAITING = 10_000;

const { idle, entering, starting, running, cancelling, closing, cutting, closed } = SlotState;

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

/** What becomes of one event, by the state. */
export type EventRow = Row<EventAct>;

function to<A extends DueAct | EventAct>(next: SlotState, act: A): Decision<A> {
  return Object.freeze({ next, act });
}

const SHUT = [to(closing, 'refuseStopping'), to(cutting, 'refuseStopping'), to(closed, 'refuseStopping')] as const;

/** What becomes of a run that is due: idle, entering, starting, running, cancelling, closing, cutting, closed. */
export const ON_DUE: Readonly<Record<Manner, Row<DueAct>>> = {
  skip: busy('refuseOverlap', 'refuseOverlap', 'refuseOverlap', 'refuseOverlap'),
  runAfter: busy('refuseOverlap', 'queueFirst', 'queueFirst', 'queueFirst'),
  cancelPrevious: [
    to(entering, 'enter'),
    to(entering, 'replace'),
    to(starting, 'replace'),
    to(cancelling, 'supersede'),
    to(cancelling, 'queueAlone'),
    ...SHUT,
  ],
  allow: busy('beside', 'beside', 'beside', 'beside'),
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

/** What an event does to the run in the slot. */
export const ON_EVENT: Readonly<Record<SlotEvent, EventRow>> = {
  admitted: row({ [entering]: to(starting, 'start') }),
  begun: row({ [starting]: to(running, 'begin') }),
  declined: row({ [entering]: to(idle, 'end'), [starting]: to(idle, 'end') }),
  settled: row({
    [running]: to(idle, 'end'),
    [cancelling]: to(idle, 'end'),
    [closing]: to(closed, 'end'),
    [cutting]: to(closed, 'end'),
  }),
  handedOn: row({ [idle]: to(entering, 'enter') }),
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
function row(decided: { readonly [S in SlotState]?: Decision<EventAct> }): EventRow {
  const at = (state: SlotState): Decision<EventAct> => decided[state] ?? to(state, 'nothing');
  return [at(idle), at(entering), at(starting), at(running), at(cancelling), at(closing), at(cutting), at(closed)];
}
