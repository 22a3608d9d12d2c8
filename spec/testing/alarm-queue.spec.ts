import { expect } from 'chai';
import fc from 'fast-check';
import { AlarmQueue } from '../../lib/testing/alarm-queue.js';

describe('AlarmQueue', () => {
  it('gives in the order of a stable sort what was added and not deleted', () => {
    const alarms = fc.array(fc.record({ atMs: fc.integer({ min: 0, max: 20 }), deletions: fc.nat({ max: 2 }) }));
    fc.assert(
      fc.property(alarms, fc.integer({ min: 0, max: 20 }), (records, untilMs) => {
        const queue = new AlarmQueue();
        const added = records.map(record => ({ ...record, ring: () => {} }));
        for (const alarm of added) queue.add(alarm);
        for (const alarm of added) {
          for (let time = 0; time < alarm.deletions; time++) queue.delete(alarm);
        }
        const kept = added.filter(({ deletions }) => deletions === 0).sort((a, b) => a.atMs - b.atMs);
        expect(queue.size).to.equal(kept.length);
        const due = kept.filter(({ atMs }) => atMs <= untilMs);
        for (const alarm of due) expect(queue.takeDue(untilMs)).to.equal(alarm);
        expect(queue.takeDue(untilMs)).to.equal(undefined);
        expect(queue.size).to.equal(kept.length - due.length);
      }),
    );
  });
});
