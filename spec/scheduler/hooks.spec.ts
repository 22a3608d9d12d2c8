import { expect } from 'chai';
import { VirtualClock } from '../../lib/testing/virtual-clock.js';
import { rigOf } from '../support/scheduler-rig.js';
import { definitionOf } from '../support/schedules.js';
import { taking } from '../support/work.js';

describe('hooks', () => {
  it('are waited for by a stop, those too that begin when it has', async () => {
    const clock = new VirtualClock();
    const hooks = [{ after: taking(clock, 500) }];
    const { scheduler } = rigOf([definitionOf(taking(clock, 300), { every: 60, hooks })], { clock });
    scheduler.start();
    await clock.advance(100);
    const stop = scheduler.stop();
    await clock.advance(10_000);
    const finished = ['job', "the 'after' hook of job 'job'"];
    expect(await stop).to.deep.equal({ finished, cancelled: [], abandoned: [], tookMs: 700 });
  });

  it('are called around the run, and what they throw changes nothing', async () => {
    const trail: string[] = [];
    const say = (word: string) => () => {
      trail.push(word);
      throw new Error(word);
    };
    const hooks = [
      { before: say('before'), after: say('after'), onSuccess: say('onSuccess'), onFailure: say('onFailure') },
    ];
    let fails = false;
    const work = () => {
      trail.push('work');
      if (fails) throw new Error('work');
    };
    const { clock, scheduler, outcomes, printed } = rigOf([definitionOf(work, { hooks })]);
    scheduler.start();
    await clock.advance(0);
    fails = true;
    await clock.advance(1000);
    expect(trail).to.deep.equal(['before', 'work', 'onSuccess', 'after', 'before', 'work', 'onFailure', 'after']);
    expect(outcomes).to.deep.equal(['0 succeeded', '1 failed']);
    expect(printed).to.have.length(6);
  });

  it('before the run that never answer are given up, reported, and hold no group: the run goes on', async () => {
    const clock = new VirtualClock();
    const { scheduler, outcomes, printed } = rigOf(
      [
        definitionOf(() => {}, {
          name: 'a',
          every: 3600,
          group: 'lane',
          hooks: [{ before: () => new Promise(() => {}) }],
        }),
        definitionOf(() => {}, { name: 'b', every: 3600, group: 'lane', overlap: 'runAfter' }),
      ],
      { clock },
    );
    scheduler.start();
    await clock.advance(29_000);
    expect(outcomes).to.deep.equal([]);
    await clock.advance(2_000);
    expect(outcomes).to.deep.equal(['0 succeeded', '0 succeeded']);
    expect(printed.join('\n')).to.include("the 'before' hook of job 'a'").and.to.include('30000 ms');
  });
});
