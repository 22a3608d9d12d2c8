import { expect } from 'chai';
import { SlotState } from '../../lib/run/slot-state.js';
import { type Manner, ON_DUE, ON_EVENT, type SlotEvent } from '../../lib/run/slot-step.js';
import {
  actOn,
  afterwards,
  type Happening,
  happeningsUnder,
  reachable,
  START,
  type World,
} from '../support/slot-world.js';

const POLICIES = ['skip', 'runAfter', 'cancelPrevious'] as const;
const LENGTH = 8;
/** Fewer would mean that hardly anything was reached: there are eight states, and more or fewer that wait. */
const LEAST_WORLDS = 20;

describe('the steps of a slot', () => {
  for (const policy of POLICIES) {
    it(`never overlap under ${policy}, whatever happens wherever ${LENGTH} happenings lead to`, () => {
      const worlds = reachable(policy, LENGTH);
      expect(worlds).to.have.lengthOf.above(LEAST_WORLDS);
      for (const world of worlds) {
        for (const happening of happeningsUnder(policy)) expect(() => afterwards(world, happening)).not.to.throw();
      }
    });

    it(`come to rest under ${policy} wherever they are: whoever runs settles, whoever waits is let in`, () => {
      for (const world of reachable(policy, LENGTH)) {
        let current = world;
        for (let turn = 0; turn < 4 * LENGTH && current.run !== undefined; turn += 1) {
          current = afterwards(current, wayOut(current.state));
        }
        expect(current.state).to.be.oneOf([SlotState.idle, SlotState.closed]);
        expect(current.runs.filter(stage => stage !== 'ended' && stage !== 'abandoned')).to.deep.equal([]);
      }
    });
  }

  it('let the first wait and refuse the others under runAfter', () => {
    expect(trail('runAfter', 'due', 'admitted', 'begun', 'due', 'due', 'settled', 'admitted', 'begun')).to.deep.equal([
      'enter',
      'start',
      'begin',
      'queue',
      'refuseOverlap',
      'end',
      'start',
      'begin',
    ]);
  });

  it('abort under cancelPrevious, and start the newest once the run has settled', () => {
    expect(
      trail('cancelPrevious', 'due', 'admitted', 'begun', 'due', 'due', 'settled', 'admitted', 'begun'),
    ).to.deep.equal(['enter', 'start', 'begin', 'supersede', 'queueAlone', 'end', 'start', 'begin']);
  });

  it('give the turn of a run that has not begun to the newer one under cancelPrevious', () => {
    expect(trail('cancelPrevious', 'due', 'due', 'admitted', 'due', 'begun')).to.deep.equal([
      'enter',
      'replace',
      'start',
      'replace',
      'begin',
    ]);
  });

  it('keep the slot of a run that timed out until it settles or is abandoned', () => {
    const begun = ['due', 'admitted', 'begun'] as const;
    const seen = ['enter', 'start', 'begin', 'abort'];
    expect(trail('skip', ...begun, 'aborted', 'due', 'settled', 'due')).to.deep.equal([
      ...seen,
      'refuseOverlap',
      'end',
      'enter',
    ]);
    expect(trail('skip', ...begun, 'aborted', 'abandoned', 'due')).to.deep.equal([...seen, 'end', 'enter']);
    expect(trail('skip', ...begun, 'abandoned')).to.deep.equal(['enter', 'start', 'begin', 'nothing']);
  });

  it('let a run finish when they are told to stop, drop what waits, and begin nothing again', () => {
    expect(trail('runAfter', 'due', 'admitted', 'begun', 'due', 'stop', 'due', 'settled', 'due')).to.deep.equal([
      'enter',
      'start',
      'begin',
      'queue',
      'announceStop',
      'refuseStopping',
      'end',
      'refuseStopping',
    ]);
  });

  it('take back what is starting at a stop, a pause and a cancellation: it has not begun', () => {
    for (const event of ['stop', 'takeBack', 'cancel'] as const) {
      expect(trail('skip', 'due', 'admitted', event, 'begun')).to.deep.equal(['enter', 'start', 'dropAll', 'nothing']);
    }
  });

  it('stand by the first cause of an abort', () => {
    expect(trail('skip', 'due', 'admitted', 'begun', 'aborted', 'cancel', 'stop', 'cancel', 'settled')).to.deep.equal([
      'enter',
      'start',
      'begin',
      'abort',
      'dropWaiting',
      'announceStop',
      'nothing',
      'end',
    ]);
  });

  it('let runs that make up for missed ones wait in turn', () => {
    expect(trail('inTurn', 'due', 'admitted', 'begun', 'due', 'due')).to.deep.equal([
      'enter',
      'start',
      'begin',
      'queue',
      'queue',
    ]);
  });

  it('are frozen, and hold no run', () => {
    for (const row of [...Object.values(ON_DUE), ...Object.values(ON_EVENT)]) {
      for (const decision of row) {
        expect(Object.isFrozen(decision)).to.equal(true);
        expect(decision).to.have.all.keys('next', 'act');
      }
    }
  });
});

function wayOut(state: SlotState): SlotEvent {
  if (state === SlotState.entering) return 'admitted';
  return state === SlotState.starting ? 'begun' : 'settled';
}

/** What a sequence of happenings asks for. */
function trail(policy: Manner, ...words: readonly ('due' | SlotEvent)[]): readonly string[] {
  let world: World = START;
  return words.map(word => {
    const happening: Happening = word === 'due' ? { due: policy } : word;
    const act = actOn(world, happening);
    world = afterwards(world, happening);
    return act;
  });
}
