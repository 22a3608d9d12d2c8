import { expect } from 'chai';
import { lint } from '../../lib/recurrence/lint/lint.js';
import type * as ours from '../../lib/recurrence/schedule.js';
import { Schedule } from '../../lib/recurrence/schedule.js';
import { declared } from '../support/declared.js';

/** The module of `Schedule`, loaded once more, as happens when a dependency brings its own copy of the package along. */
const copy: typeof ours = await import(new URL('../../lib/recurrence/schedule.js?copy', import.meta.url).href);

describe('a Schedule of another copy of this package', () => {
  const { schedule } = declared(s => s.toRunEvery(1).days().at(2, 30), { zone: 'Europe/Berlin' });
  const foreign = copy.Schedule.fromJSON(schedule.toJSON());

  it('is known, compared and looked through as one of this copy', () => {
    expect(foreign).not.to.be.instanceOf(Map);
    expect(foreign instanceof Schedule).to.equal(true);
    expect(schedule.equals(foreign)).to.equal(true);
    const codes = lint([foreign], { from: '2026-01-01', to: '2027-01-01' }).map(({ code }) => code);
    expect(codes).to.deep.equal(['gap', 'overlap']);
  });

  it('is none where it only looks like one', () => {
    for (const value of [schedule.toJSON(), { ...schedule }, undefined, null, 5]) {
      expect((value as unknown) instanceof Schedule).to.equal(false);
    }
  });
});
