import { isAborted, isInProgress, SlotState } from '../../lib/run/slot-state.js';
import { type DueAct, type EventAct, type Manner, ON_DUE, ON_EVENT, type SlotEvent } from '../../lib/run/slot-step.js';

/** Something that happens to a slot: a run is due, in some manner, or an event. */
export type Happening = { readonly due: Manner } | SlotEvent;

/** What a sequence of happenings has led to, as an onlooker sees it who knows nothing of states. */
export interface World {
  readonly state: SlotState;
  /** The run in the slot, and those that wait behind it. */
  readonly run: number | undefined;
  readonly waiting: readonly number[];
  /** Runs by id: how far each has come. */
  readonly runs: readonly ('waiting' | 'entering' | 'starting' | 'running' | 'abandoned' | 'ended')[];
  /** The runs that were aborted. */
  readonly aborted: readonly number[];
  readonly isStopped: boolean;
}

/** Before anything has happened. */
export const START: World = {
  state: SlotState.idle,
  run: undefined,
  waiting: [],
  runs: [],
  aborted: [],
  isStopped: false,
};

const EVENTS: readonly SlotEvent[] = [
  'admitted',
  'begun',
  'declined',
  'settled',
  'abandoned',
  'aborted',
  'cancel',
  'takeBack',
  'stop',
];

/** Everything that can happen next. */
export function happeningsUnder(policy: Manner): readonly Happening[] {
  return [{ due: policy }, { due: 'inTurn' }, ...EVENTS];
}

/** Decides, checks what is asked for against what an onlooker allows, and gives the world after it. */
export function afterwards(world: World, happening: Happening): World {
  return typeof happening === 'object' ? afterDue(world, happening.due) : afterEvent(world, happening);
}

/** What there is to do: of what queues where nobody else may wait, what becomes of that. */
export function actOn({ state, waiting }: World, happening: Happening): DueAct | EventAct {
  if (typeof happening !== 'object') return ON_EVENT[happening][state].act;
  const { act } = ON_DUE[happening.due][state];
  if (act !== 'queueFirst') return act;
  return waiting.length > 0 ? 'refuseOverlap' : 'queue';
}

function afterDue(world: World, manner: Manner): World {
  const { next } = ON_DUE[manner][world.state];
  const act = actOn(world, { due: manner }) as DueAct;
  const id = world.runs.length;
  const stages = [...world.runs];
  const after = { ...world, state: next, runs: stages };
  stages[id] = 'ended';
  switch (act) {
    case 'refuseOverlap':
      if (world.state === SlotState.idle) throw new Error(`run ${id} is refused by an empty slot`);
      return checked(after);
    case 'refuseStopping':
      if (!world.isStopped) throw new Error(`run ${id} is refused for a stop`);
      return checked(after);
    case 'enter':
      if (world.run !== undefined || world.isStopped) throw new Error(`run ${id} may not enter`);
      stages[id] = 'entering';
      return checked({ ...after, run: id });
    case 'queue':
    case 'queueFirst':
      stages[id] = 'waiting';
      return checked({ ...after, waiting: [...world.waiting, id] });
    case 'beside':
      throw new Error(`run ${id} needs another slot`);
    case 'queueAlone':
      return checked(waitInstead(after, id));
    case 'supersede':
      return checked(abort(waitInstead(after, id)));
    case 'replace':
      if (world.run === undefined || isInProgress(world.state)) throw new Error(`run ${id} may not replace`);
      stages[id] = stages[world.run] ?? 'ended';
      return checked({ ...drop(after, [world.run, ...world.waiting]), run: id });
  }
}

function afterEvent(world: World, event: SlotEvent): World {
  const { next, act } = ON_EVENT[event][world.state];
  const after: World = { ...world, state: next, isStopped: world.isStopped || event === 'stop' };
  switch (act) {
    case 'nothing':
      return checked(after);
    case 'start':
      return checked(move(after, 'entering', 'starting'));
    case 'begin':
      if (world.runs.includes('running')) throw new Error('runs overlap');
      if (after.isStopped) throw new Error('a run begins after the stop');
      return checked(move(after, 'starting', 'running'));
    case 'end':
      return checked(end(after, event));
    case 'enter':
      throw new Error('nobody hands on but who ends');
    case 'abort':
      return checked(abort(drop(after, world.waiting)));
    case 'announceStop':
      if (!after.isStopped) throw new Error('a run is told of a stop that is none');
      return checked(drop(after, world.waiting));
    case 'dropWaiting':
      return checked(drop(after, world.waiting));
    case 'dropAll':
      if (isInProgress(world.state) || world.run === undefined) throw new Error('a run in progress is dropped');
      return checked({ ...drop(after, [world.run, ...world.waiting]), run: undefined });
  }
}

function end(world: World, event: SlotEvent): World {
  const { run, waiting } = world;
  if (run === undefined) throw new Error('nobody ends');
  if (event === 'declined' && world.runs[run] === 'running') throw new Error(`run ${run} is declined while it runs`);
  if (event === 'abandoned' && !world.aborted.includes(run)) throw new Error(`run ${run} is abandoned unaborted`);
  const runs = world.runs.with(run, event === 'abandoned' ? 'abandoned' : 'ended');
  const [next] = waiting;
  if (next === undefined) return { ...world, runs, run: undefined };
  const handed = ON_EVENT.handedOn[world.state];
  if (handed.act !== 'enter') throw new Error(`run ${next} is forgotten`);
  return { ...world, state: handed.next, run: next, waiting: waiting.slice(1), runs: runs.with(next, 'entering') };
}

function abort(world: World): World {
  const { run, runs, aborted } = world;
  if (run === undefined || runs[run] !== 'running' || aborted.includes(run)) throw new Error('nobody may be aborted');
  return { ...world, aborted: [...aborted, run] };
}

function waitInstead(world: World, id: number): World {
  const after = drop(world, world.waiting);
  return { ...after, waiting: [id], runs: after.runs.with(id, 'waiting') };
}

function drop(world: World, ids: readonly number[]): World {
  const runs = world.runs.map((stage, id) => (ids.includes(id) ? 'ended' : stage));
  return { ...world, runs, waiting: world.waiting.filter(id => !ids.includes(id)) };
}

function move(world: World, from: 'entering' | 'starting', to: 'starting' | 'running'): World {
  const { run, runs } = world;
  if (run === undefined || runs[run] !== from) throw new Error(`nobody is ${from}`);
  return { ...world, runs: runs.with(run, to) };
}

/** What must hold wherever a slot stands. */
function checked(world: World): World {
  const { state, run, waiting, runs, aborted } = world;
  const stage = run === undefined ? undefined : runs[run];
  const isEmpty = state === SlotState.idle || state === SlotState.closed;
  if (isEmpty !== (run === undefined)) throw new Error(`state ${state} holds ${run}`);
  if (isInProgress(state) !== (stage === 'running')) throw new Error(`state ${state} holds a run that is ${stage}`);
  if (run !== undefined && isAborted(state) !== aborted.includes(run)) throw new Error(`state ${state} of an abort`);
  if (isEmpty && waiting.length > 0) throw new Error('somebody waits for an empty slot');
  if (runs.filter(one => one === 'waiting').length !== waiting.length) throw new Error('one that waits is forgotten');
  if (runs.filter(one => one === 'running').length > 1) throw new Error('runs overlap');
  return world;
}

/** One world for each that sequences up to `length` lead to and that an onlooker can tell apart by what may happen next. */
export function reachable(policy: Manner, length: number): readonly World[] {
  const found = new Map<string, World>();
  let border: readonly World[] = [START];
  for (let depth = 0; depth < length; depth += 1) {
    const next: World[] = [];
    for (const world of border) {
      for (const happening of happeningsUnder(policy)) {
        const reached = afterwards(world, happening);
        const key = onlookersView(reached);
        if (found.has(key)) continue;
        found.set(key, reached);
        next.push(reached);
      }
    }
    border = next;
  }
  return [...found.values()];
}

/** What a world may come to hangs on this alone: which runs there were before is over. */
function onlookersView({ state, run, waiting, runs, aborted, isStopped }: World): string {
  const stage = run === undefined ? 'empty' : runs[run];
  return [state, stage, run !== undefined && aborted.includes(run), waiting.length, isStopped].join();
}
