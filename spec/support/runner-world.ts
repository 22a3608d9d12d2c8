import {
  type Effect,
  initialState,
  type PlacePolicy,
  type RunnerEvent,
  type RunnerState,
  step,
} from '../../lib/job/runner-state.js';

/** A run, as far as the rules of a place go. */
export interface TestRun {
  readonly id: number;
  readonly inTurn: boolean;
}

/** What a sequence of events has led to, as an onlooker sees it who knows nothing of states. */
export interface World {
  readonly state: RunnerState<TestRun>;
  /** Runs by id: how far each has come. */
  readonly runs: readonly ('new' | 'entering' | 'running' | 'abandoned' | 'ended')[];
  /** The runs that were aborted. */
  readonly aborted: readonly number[];
  readonly isStopped: boolean;
}

/** Before anything has happened. */
export const START: World = { state: initialState, runs: [], aborted: [], isStopped: false };
/** How work that returns is settled. */
export const RETURNED = { kind: 'returned', value: undefined } as const;

/** Whether the event says of this very run that it is over. */
function isAbout(event: RunnerEvent<TestRun>, id: number): boolean {
  return (event.kind === 'settled' || event.kind === 'abandon') && event.run.id === id;
}

/** Everything that can happen next, about the run in progress and about one that is over. */
export function eventsIn({ state, runs }: World): readonly RunnerEvent<TestRun>[] {
  const events: RunnerEvent<TestRun>[] = [
    { kind: 'due', run: { id: runs.length, inTurn: false } },
    { kind: 'due', run: { id: runs.length, inTurn: true } },
    { kind: 'cancel', reason: 'by hand' },
    { kind: 'pause', reason: 'for now' },
    { kind: 'stop' },
  ];
  const run = 'run' in state ? state.run : undefined;
  const over = overRun(runs);
  if (run !== undefined) {
    events.push({ kind: state.kind === 'entering' ? 'admitted' : 'timeout', run });
    events.push({ kind: 'settled', run, settlement: RETURNED }, { kind: 'abandon', run });
  }
  if (over !== undefined) events.push({ kind: 'settled', run: over, settlement: RETURNED });
  return events;
}

const overRuns = new Map<number, TestRun>();

/** A run that has ended or was abandoned may settle once more. */
function overRun(runs: World['runs']): TestRun | undefined {
  const id = runs.findIndex(stage => stage === 'ended' || stage === 'abandoned');
  return id === -1 ? undefined : overRuns.get(id);
}

/** Steps, checks what the step asks for against what an onlooker allows, and gives the world after it. */
export function afterEvent(world: World, event: RunnerEvent<TestRun>, policy: PlacePolicy): World {
  const { state, effects } = step(world.state, event, policy);
  const runs = [...world.runs];
  const aborted = [...world.aborted];
  if (event.kind === 'due') {
    runs[event.run.id] = 'new';
    overRuns.set(event.run.id, event.run);
  }
  const isStopped = world.isStopped || event.kind === 'stop';
  for (const effect of effects) carryOut(effect);
  const waiting = 'behind' in state ? state.behind.length : 0;
  if (runs.filter(stage => stage === 'new').length !== waiting) throw new Error('a run that waits was forgotten');
  return { state, runs, aborted, isStopped };

  function carryOut(effect: Effect<TestRun>): void {
    const { id } = effect.run;
    switch (effect.kind) {
      case 'enter':
        if (runs[id] !== 'new' || isStopped) throw new Error(`run ${id} may not enter`);
        runs[id] = 'entering';
        return;
      case 'start':
        if (runs.includes('running')) throw new Error(`run ${id} overlaps`);
        if (runs[id] !== 'entering' || isStopped) throw new Error(`run ${id} may not start`);
        runs[id] = 'running';
        return;
      case 'abort':
        if (runs[id] !== 'running' || aborted.includes(id)) throw new Error(`run ${id} may not be aborted`);
        aborted.push(id);
        return;
      case 'announceStop':
        if (runs[id] !== 'running' || !isStopped) throw new Error(`run ${id} may not be told of a stop`);
        return;
      case 'drop':
        if (runs[id] !== 'new' && runs[id] !== 'entering') throw new Error(`run ${id} may not be dropped`);
        runs[id] = 'ended';
        return;
      case 'end':
        if (runs[id] !== 'running' || !isAbout(event, id)) throw new Error(`run ${id} may not end`);
        if ((effect.ending.kind !== 'settled') !== aborted.includes(id)) throw new Error(`run ${id} ends wrongly`);
        runs[id] = effect.ending.kind === 'abandoned' ? 'abandoned' : 'ended';
        return;
      default:
        effect satisfies never;
    }
  }
}

/** One world for each state that sequences up to `length` lead to. */
export function reachable(policy: PlacePolicy, length: number): readonly World[] {
  const found = new Map<string, World>();
  let border: readonly World[] = [START];
  for (let depth = 0; depth < length; depth += 1) {
    const next: World[] = [];
    for (const world of border) {
      for (const event of eventsIn(world)) {
        const reached = afterEvent(world, event, policy);
        const key = shapeOf(reached);
        if (found.has(key)) continue;
        found.set(key, reached);
        next.push(reached);
      }
    }
    border = next;
  }
  return [...found.values()];
}

function shapeOf({ state }: World): string {
  const behind = 'behind' in state ? state.behind.map(run => run.inTurn).join() : '';
  const cause = 'cause' in state ? state.cause?.kind : '';
  return [state.kind, cause, 'run' in state && state.run.inTurn, behind].join(' ');
}
