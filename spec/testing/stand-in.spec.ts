import { runInNewContext } from 'node:vm';
import { expect } from 'chai';
import type { DateTime } from 'luxon';
import { Registry } from '../../lib/index.js';
import { simulate } from '../../lib/testing/index.js';
import { rejection } from '../support/rejection.js';

describe('what is supposed of jobs', () => {
  it('is nothing of one that is not named, whatever it is called', async () => {
    const registry = new Registry({ zone: 'UTC' });
    const names = ['constructor', 'toString', '__proto__'];
    for (const name of ['job', ...names])
      registry
        .schedule(() => {})
        .withName(name)
        .toRunEvery(30)
        .minutes();
    const { ledger } = await simulate(registry, {
      from: '2026-01-01',
      to: '2026-01-01T01:00',
      durations: { job: 'PT1M' },
      failures: { job: true },
    });
    const ran = ledger.filter(({ jobName }) => names.includes(jobName));
    expect(ran.map(({ duration }) => duration?.toMillis())).to.deep.equal(Array(6).fill(0));
    expect(new Set(ran.map(({ outcome }) => outcome.kind))).to.deep.equal(new Set(['succeeded']));
  });

  it('is aborted by the next under cancelPrevious, which is not late for that', async () => {
    const registry = new Registry({ zone: 'UTC' });
    registry
      .schedule(() => {})
      .withName('poll')
      .whenOverlapping('cancelPrevious')
      .toRunEvery(20)
      .minutes();
    const period = { from: '2026-03-02', to: '2026-03-02T01:00' };
    const { ledger } = await simulate(registry, { ...period, durations: { poll: { minutes: 25 } } });
    expect(ledger.map(run => [run.outcome.kind, run.lateMs, run.duration?.as('minutes')])).to.deep.equal([
      ['cancelled', 0, 20],
      ['cancelled', 0, 20],
      ['succeeded', 0, 25],
    ]);
  });

  it('is aborted at the end of the time that an attempt has, and tried again', async () => {
    const registry = new Registry({ zone: 'UTC' });
    const retry = { attempts: 3, delay: { minutes: 1 }, factor: 1, attemptTimeout: { minutes: 5 } };
    registry
      .schedule(() => {})
      .withName('poll')
      .withRetry(retry)
      .toRunEvery(1)
      .hours();
    const durations = { poll: (_: DateTime, attempt: number) => ({ minutes: attempt === 3 ? 4 : 20 }) };
    const { ledger } = await simulate(registry, { from: '2026-03-02', to: '2026-03-02T01:00', durations });
    expect(ledger.map(run => [run.outcome.kind, run.attempts, run.duration?.as('minutes')])).to.deep.equal([
      ['succeeded', 3, 16],
    ]);
  });

  it('may be an error of another realm, as errors of Node itself are in Jest', async () => {
    const registry = new Registry({ zone: 'UTC' });
    registry
      .schedule(() => {})
      .withName('poll')
      .toRunEvery(1)
      .hours();
    const error = runInNewContext("new Error('no such file')");
    const period = { from: '2026-03-02', to: '2026-03-02T01:00' };
    const { ledger } = await simulate(registry, { ...period, failures: { poll: error } });
    expect(ledger.map(run => run.error)).to.deep.equal([error]);
  });

  it('is of no job where there is none', async () => {
    const period = { from: '2026-03-02', to: '2026-03-02T01:00' };
    const simulated = simulate(new Registry({ zone: 'UTC' }), { ...period, durations: { poll: 5 } });
    expect(await rejection(simulated)).to.match(/names 'poll', and the registry has no such job: it has none$/);
  });
});
