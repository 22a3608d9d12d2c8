import { expect } from 'chai';
import fc from 'fast-check';
import { makeByConstructor } from '../../lib/job/job.js';
import type { OverlapPolicy } from '../../lib/job/policies.js';
import { Enrolment } from '../../lib/run/enrolment.js';
import { Gate } from '../../lib/run/gate.js';
import { Guard } from '../../lib/run/guard.js';
import { Pace } from '../../lib/run/pace.js';
import { RetryWaits } from '../../lib/run/retry-waits.js';
import { Run } from '../../lib/run/run.js';
import type { RunHost } from '../../lib/run/run-host.js';
import { SignalTurns } from '../../lib/run/signal-turns.js';
import type { Slot } from '../../lib/run/slot.js';
import { VirtualClock } from '../../lib/testing/virtual-clock.js';
import { definitionOf } from '../support/schedules.js';
import { untilAborted } from '../support/work.js';

type Deed = 'due' | 'inTurn' | 'cancel' | 'takeBack' | 'stop' | 'advance' | 'settle' | 'triggerInside';
type Manner = 'returns' | 'throws' | 'resolves' | 'rejects' | 'never' | 'late' | 'heeds' | 'twice';

const DEEDS: readonly Deed[] = [
  'due',
  'due',
  'inTurn',
  'cancel',
  'takeBack',
  'advance',
  'settle',
  'triggerInside',
  'stop',
];
const MANNERS: readonly Manner[] = ['returns', 'throws', 'resolves', 'rejects', 'never', 'late', 'heeds', 'twice'];
const SAID = { reason: 'by hand', by: undefined } as const;

describe('Guard', () => {
  for (const overlap of ['skip', 'runAfter', 'cancelPrevious', 'allow'] as const) {
    it(`keeps its promises under ${overlap}, whatever happens and however the work behaves`, async () => {
      const deed = fc.tuple(fc.constantFrom(...DEEDS), fc.constantFrom(...MANNERS));
      await fc.assert(
        fc.asyncProperty(fc.array(deed, { maxLength: 40 }), fc.boolean(), async (deeds, abandons) => {
          await walk(overlap, deeds, abandons);
        }),
        { numRuns: 300 },
      );
    });
  }

  it('runs ten thousand that wait in turn and are over at once without growing the stack', async () => {
    const rig = rigOf('skip', false);
    rig.manner = 'late';
    rig.due(false);
    for (let i = 0; i < 10_000; i += 1) rig.due(true);
    rig.manner = 'returns';
    await rig.clock.advance(50);
    expect(rig.ended).to.have.length(10_001);
    expect(rig.ended.every(run => run.outcome.kind === 'succeeded')).to.equal(true);
  });

  it('lets no more than ten thousand wait, whatever the policy', () => {
    for (const overlap of ['skip', 'allow'] as const) {
      const rig = rigOf(overlap, false, overlap === 'allow' ? 1 : undefined);
      rig.manner = 'never';
      for (let i = 0; i < 10_003; i += 1) rig.due(true);
      expect(rig.guard.waiting, overlap).to.have.length(10_000);
      expect(rig.ended.map(({ outcome }) => outcome.kind === 'skipped' && outcome.reason)).to.deep.equal([
        'limit',
        'limit',
      ]);
    }
  });

  it('is idle as soon as its last run has ended, whichever that is', async () => {
    const rig = rigOf('allow', false);
    const idle: boolean[] = [];
    rig.onEnded = () => idle.push(rig.guard.isIdle);
    rig.manner = 'late';
    rig.due(false);
    await rig.clock.advance(10);
    for (let i = 0; i < 2; i += 1) rig.due(false);
    await rig.clock.advance(50);
    expect(idle).to.deep.equal([false, false, true]);
  });

  it('runs ten thousand, each due as the one before it has ended, without growing the stack', async () => {
    for (const overlap of ['skip', 'runAfter', 'allow'] as const) {
      const rig = rigOf(overlap, false);
      rig.onEnded = () => rig.made < 10_000 && rig.due(true);
      rig.due(false);
      await rig.clock.advance(0);
      expect(
        rig.ended.filter(run => run.outcome.kind === 'succeeded'),
        overlap,
      ).to.have.length(10_000);
      expect(rig.guard.phaseFor(rig.guard.owner)).to.equal('idle');
    }
  });
});

async function walk(
  overlap: OverlapPolicy,
  deeds: readonly (readonly [Deed, Manner])[],
  abandons: boolean,
): Promise<void> {
  const rig = rigOf(overlap, abandons);
  let isStopped = false;
  for (const [deed, manner] of deeds) {
    rig.manner = manner;
    rig.triggersInside = deed === 'triggerInside';
    const startsBefore = rig.starts;
    if (deed === 'due' || deed === 'triggerInside') rig.due(false);
    else if (deed === 'inTurn') rig.due(true);
    else if (deed === 'advance') await rig.clock.advance(60);
    else if (deed === 'settle') await rig.clock.advance(0);
    else if (deed === 'stop') rig.guard.stop();
    else if (deed === 'cancel') rig.guard.cancel(SAID);
    else rig.guard.takeBack({ reason: 'paused', detail: 'by hand' });
    if (isStopped) expect(rig.starts, 'nothing starts after a stop').to.equal(startsBefore);
    isStopped ||= deed === 'stop';
    if (overlap !== 'allow') expect(rig.most).to.be.at.most(1);
  }
  rig.guard.stop();
  rig.guard.cancel(SAID);
  await rig.clock.advance(10_000);
  for (const run of rig.guard.running) rig.guard.abandon(run);
  expect(rig.guard.phaseFor(rig.guard.owner)).to.equal('idle');
  expect(rig.ended.length, 'each run ends').to.equal(rig.made);
  expect(new Set(rig.ended).size, 'and once').to.equal(rig.made);
  expect(rig.clock.pendingAlarms).to.equal(0);
}

function rigOf(overlap: OverlapPolicy, abandons: boolean, maxConcurrency?: number) {
  const clock = new VirtualClock();
  const ended: Run[] = [];
  const inProgress = new Set<Run>();
  const definition = definitionOf(work, {
    overlap,
    timeoutMs: 100,
    abandonAfterMs: abandons ? 100 : undefined,
    group: overlap === 'allow' ? undefined : 'g',
  });
  const pace = new Pace(clock, clock, undefined, () => {});
  const host: RunHost = {
    pace,
    makeJob: makeByConstructor,
    keepAlive: true,
    retryWaits: new RetryWaits(),
    processId: '',
    runCount: 0,
    refusal: () => undefined,
    waits() {},
    began(_, run) {
      rig.starts += 1;
      inProgress.add(run);
      rig.most = Math.max(rig.most, inProgress.size);
    },
    end(_, run, outcome) {
      run.end(outcome, pace.nowMs, pace.monotonicMs);
      ended.push(run);
      inProgress.delete(run);
      rig.onEnded();
    },
    together: work => work(),
    logged() {},
    progressed() {},
    retrying() {},
    call: (_, callback) => void callback(),
    report() {},
    turns: new SignalTurns(pace),
  };
  const enrolment = new Enrolment(definition);
  const rig = {
    clock,
    ended,
    guard: new Guard(host, definition.schedule, new Gate<Slot>(maxConcurrency)),
    manner: 'returns' as Manner,
    triggersInside: false,
    onEnded: (): unknown => undefined,
    made: 0,
    starts: 0,
    most: 0,
    due(inTurn: boolean) {
      rig.made += 1;
      rig.guard.first.due(new Run(host, enrolment, clock.now(), clock.now(), 'schedule'), inTurn);
    },
  };
  return rig;

  function work({ signal }: { readonly signal: AbortSignal }): unknown {
    const { manner } = rig;
    if (rig.triggersInside) {
      rig.triggersInside = false;
      rig.due(false);
    }
    switch (manner) {
      case 'returns':
        return 1;
      case 'throws':
        throw new Error('throws');
      case 'resolves':
        return Promise.resolve(1);
      case 'rejects':
        return Promise.reject(new Error('rejects'));
      case 'never':
        return new Promise(() => {});
      case 'late':
        return new Promise(resolve => void clock.alarm(clock.monotonic() + 40, () => resolve(1)));
      case 'heeds':
        return untilAborted(signal);
      case 'twice':
        return {
          // biome-ignore lint/suspicious/noThenProperty: a thenable that settles twice is the fault.
          then(resolve: (value: unknown) => void, reject: (error: unknown) => void) {
            resolve(1);
            reject(new Error('twice'));
          },
        };
    }
  }
}
