import { expect } from 'chai';
import {
  type Effect,
  initialState,
  type PlacePolicy,
  type RunnerEvent,
  type RunnerState,
  step,
} from '../../lib/job/runner-state.js';
import { afterEvent, eventsIn, RETURNED, reachable, START, type TestRun, type World } from '../support/runner-world.js';

const POLICIES: readonly PlacePolicy[] = ['skip', 'runAfter', 'cancelPrevious'];
const LENGTH = 7;

describe('step', () => {
  for (const policy of POLICIES) {
    it(`never overlaps under ${policy}, in every sequence of ${LENGTH} events`, function () {
      this.timeout(60_000);
      let sequences = 0;
      walk(START, LENGTH);
      expect(sequences).to.be.greaterThan(500_000);

      function walk(world: World, left: number): void {
        if (left === 0) {
          sequences += 1;
          return;
        }
        for (const event of eventsIn(world)) walk(afterEvent(world, event, policy), left - 1);
      }
    });

    it(`comes to rest under ${policy} wherever it is: whoever runs settles, whoever waits is let in`, () => {
      for (const world of reachable(policy, LENGTH)) {
        let current = world;
        for (let turn = 0; turn < 2 * LENGTH && !isAtRest(current.state); turn += 1) {
          const { state } = current;
          if (state.kind === 'idle' || state.kind === 'closed') break;
          const { run } = state;
          const event: RunnerEvent<TestRun> =
            state.kind === 'entering' ? { kind: 'admitted', run } : { kind: 'settled', run, settlement: RETURNED };
          current = afterEvent(current, event, policy);
        }
        expect(current.state.kind).to.be.oneOf(['idle', 'closed']);
        expect(current.runs.filter(stage => stage !== 'ended' && stage !== 'abandoned')).to.deep.equal([]);
      }
    });
  }

  it('skips what is due while a run is in progress, and says what was in its way', () => {
    const first = { id: 1, inTurn: false };
    const second = { id: 2, inTurn: false };
    const { state, effects } = step(running(first), { kind: 'due', run: second }, 'skip');
    expect(state).to.deep.equal(running(first));
    expect(effects).to.deep.equal([{ kind: 'drop', run: second, reason: { kind: 'overlap', inTheWay: first } }]);
  });

  it('lets the first wait and skips the others under runAfter', () => {
    expect(trail('runAfter', 'due', 'admitted', 'due', 'due', 'settled', 'admitted', 'settled')).to.deep.equal([
      'enter 1',
      'start 1',
      'drop 3 overlap',
      'end 1 settled',
      'enter 2',
      'start 2',
      'end 2 settled',
    ]);
  });

  it('aborts under cancelPrevious, and starts the newest once the run has settled', () => {
    expect(trail('cancelPrevious', 'due', 'admitted', 'due', 'due', 'settled', 'admitted')).to.deep.equal([
      'enter 1',
      'start 1',
      'abort 1 superseded',
      'drop 2 superseded',
      'end 1 aborted',
      'enter 3',
      'start 3',
    ]);
  });

  it('keeps the place of a run that timed out until it settles or is abandoned', () => {
    expect(trail('skip', 'due', 'admitted', 'timeout', 'due', 'settled', 'due')).to.deep.equal([
      'enter 1',
      'start 1',
      'abort 1 timeout',
      'drop 2 overlap',
      'end 1 aborted',
      'enter 3',
    ]);
    expect(trail('skip', 'due', 'admitted', 'timeout', 'abandon', 'due', 'settledFirst')).to.deep.equal([
      'enter 1',
      'start 1',
      'abort 1 timeout',
      'end 1 abandoned',
      'enter 2',
    ]);
  });

  it('lets a run finish when it is told to stop, drops what waits, and starts nothing again', () => {
    expect(trail('runAfter', 'due', 'admitted', 'due', 'stop', 'due', 'settled', 'due')).to.deep.equal([
      'enter 1',
      'start 1',
      'drop 2 stopping',
      'announceStop 1',
      'drop 3 stopping',
      'end 1 settled',
      'drop 4 stopping',
    ]);
  });

  it('stands by the first cause of an abort', () => {
    expect(trail('skip', 'due', 'admitted', 'timeout', 'cancel', 'stop', 'cancel', 'settled')).to.deep.equal([
      'enter 1',
      'start 1',
      'abort 1 timeout',
      'announceStop 1',
      'end 1 aborted',
    ]);
  });

  it('lets runs that make up for missed ones wait in turn, whatever the policy', () => {
    const first = { id: 1, inTurn: true };
    const later = { id: 2, inTurn: true };
    const { state, effects } = step(running(first), { kind: 'due', run: later }, 'skip');
    expect(state).to.deep.equal({ ...running(first), behind: [later] });
    expect(effects).to.deep.equal([]);
  });
});

function running(run: TestRun): RunnerState<TestRun> {
  return { kind: 'running', run, behind: [] };
}

function isAtRest(state: RunnerState<TestRun>): boolean {
  return state.kind === 'idle' || state.kind === 'closed';
}

type Word = 'due' | 'admitted' | 'settled' | 'settledFirst' | 'timeout' | 'abandon' | 'cancel' | 'stop';

/** What a sequence of events asks for, in words. Runs are numbered from 1, in the order in which they are due. */
function trail(policy: PlacePolicy, ...words: readonly Word[]): readonly string[] {
  const first: TestRun = { id: 1, inTurn: false };
  let state: RunnerState<TestRun> = initialState;
  let due = 0;
  const seen: string[] = [];
  for (const word of words) {
    if (word === 'due') due += 1;
    const run = 'run' in state ? state.run : first;
    const result = step(state, eventOf(word, due === 1 ? first : { id: due, inTurn: false }, run, first), policy);
    state = result.state;
    seen.push(...result.effects.map(inWords));
  }
  return seen;
}

function eventOf(word: Word, newest: TestRun, run: TestRun, first: TestRun): RunnerEvent<TestRun> {
  switch (word) {
    case 'due':
      return { kind: 'due', run: newest };
    case 'settled':
      return { kind: 'settled', run, settlement: RETURNED };
    case 'settledFirst':
      return { kind: 'settled', run: first, settlement: RETURNED };
    case 'cancel':
      return { kind: 'cancel', reason: 'by hand' };
    case 'stop':
      return { kind: 'stop' };
    case 'admitted':
    case 'timeout':
    case 'abandon':
      return { kind: word, run };
  }
}

function inWords(effect: Effect<TestRun>): string {
  const start = `${effect.kind} ${effect.run.id}`;
  if (effect.kind === 'drop') return `${start} ${effect.reason.kind}`;
  if (effect.kind === 'abort') return `${start} ${effect.cause.kind}`;
  return effect.kind === 'end' ? `${start} ${effect.ending.kind}` : start;
}
