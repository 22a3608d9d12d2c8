import { createContext, runInContext } from 'node:vm';
import { expect } from 'chai';
import pino from 'pino';
import { Scheduler } from '../../lib/scheduler/scheduler.js';
import { VirtualClock } from '../../lib/testing/virtual-clock.js';
import { rigOf } from '../support/scheduler-rig.js';
import { definitionOf, sourceOf } from '../support/schedules.js';

describe('a logger', () => {
  for (const logger of [null, {}, 'a logger', { info() {} }]) {
    it(`is refused where it is none: ${JSON.stringify(logger)}`, () => {
      const options = { clock: new VirtualClock(), logger: logger as never };
      expect(() => new Scheduler(sourceOf([]), options)).to.throw(/logger/);
    });
  }

  it('that rejects with a promise of another realm changes nothing', async () => {
    const foreign = createContext({});
    const reject = () => runInContext('Promise.reject(new Error("foreign"))', foreign);
    const unhandled: unknown[] = [];
    const onUnhandled = (error: unknown) => unhandled.push(error);
    process.on('unhandledRejection', onUnhandled);
    const { scheduler, clock, outcomes } = rigOf([definitionOf(() => Promise.reject(new Error('no')), { every: 60 })], {
      logger: { debug: reject, info: reject, warn: reject, error: reject },
    });
    scheduler.start();
    await clock.advance(10);
    await new Promise(setImmediate);
    process.off('unhandledRejection', onUnhandled);
    expect(outcomes).to.deep.equal(['0 failed']);
    expect(unhandled).to.deep.equal([]);
  });

  it('may be pino, which gets errors under err, with message, stack and causes', async () => {
    const lines: string[] = [];
    const logger = pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) });
    const error = new Error('no digest', { cause: new TypeError('no row') });
    const { scheduler, clock } = rigOf([definitionOf(() => Promise.reject(error), { every: 60 })], {
      logger,
      listens: false,
    });
    scheduler.start();
    await clock.advance(10);
    const line = JSON.parse(lines.find(one => one.includes('no digest')) ?? '{}');
    expect(line.err).to.deep.include({ type: 'Error' });
    expect(line.err.message).to.include('no digest').and.to.include('no row');
    expect(line.err.stack).to.include('logger.spec');
  });
});
