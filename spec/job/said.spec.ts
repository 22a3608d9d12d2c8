import { expect } from 'chai';
import { ScheduleError } from '../../lib/errors.js';
import { checkedBy } from '../../lib/job/said.js';

describe('who does something by hand', () => {
  it('is said in 1 to 200 characters', () => {
    for (const by of ['a', 'a'.repeat(200)]) expect(checkedBy('pause(…)', by)).to.equal(by);
    for (const by of ['', 'a'.repeat(201), 5]) {
      expect(() => checkedBy('pause(…)', by)).to.throw(ScheduleError, 'by says who, in 1 to 200 characters');
    }
  });
});
