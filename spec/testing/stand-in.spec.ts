import { expect } from 'chai';
import { Registry } from '../../lib/index.js';
import { simulate } from '../../lib/testing/index.js';

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
});
