import { expect } from 'chai';
import { tooLittleTime } from '../../lib/scheduler/too-little-time.js';
import { rigOf } from '../support/scheduler-rig.js';
import { definitionOf } from '../support/schedules.js';
import { silent } from '../support/silent.js';

const SKIPPED =
  "job 'slow': a run may take 6 seconds, but the next is due 5 seconds later and would be skipped; shorten withTimeout(…), or let runs wait with whenOverlapping('runAfter')";

describe('a timeout longer than its interval', () => {
  const slow = definitionOf(() => {}, { name: 'slow', every: 5, timeoutMs: 6000 });

  it('is said once, at the start, by the line or to the logger', async () => {
    const { scheduler, printed } = rigOf([slow, definitionOf(() => {}, { name: 'quick', every: 5, timeoutMs: 5000 })]);
    scheduler.start().start();
    expect(printed).to.deep.equal([SKIPPED]);
    await scheduler.stop();

    const warned: string[] = [];
    const logger = { ...silent, warn: (_: object, text: string) => void warned.push(text) };
    const other = rigOf([slow], { logger });
    other.scheduler.start();
    expect([warned, other.printed]).to.deep.equal([[SKIPPED], []]);
    await other.scheduler.stop();
  });

  it('is none where runs wait or overlap, and a worse one where the next cancels them', () => {
    const said = (overlap: 'runAfter' | 'allow' | 'cancelPrevious') => [...tooLittleTime([{ ...slow, overlap }], 0)];
    expect([said('runAfter'), said('allow')]).to.deep.equal([[], []]);
    expect(said('cancelPrevious')[0]).to.include('cancels it: work that always takes so long never ends');
  });

  it('takes no long look: a thousand jobs, three intervals each', () => {
    const many = Array.from({ length: 1500 }, () => slow);
    expect([...tooLittleTime(many, 0)]).to.have.lengthOf(1000);
  });
});
