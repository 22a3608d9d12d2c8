import { expect } from 'chai';
import { readMoment } from '../../lib/cli/load/read-moment.js';
import * as core from '../../lib/index.js';

const BERLIN = 'Europe/Berlin';

describe('a moment that was typed', () => {
  const told = (text: string, now: string, zone = BERLIN) =>
    new Date(readMoment(core, '--from', text, zone, Date.parse(now))).toISOString();

  it('is tomorrow by the calendar, also on the days of 23 and of 25 hours', () => {
    expect(told('tomorrow', '2026-11-20T20:14:18Z')).to.equal('2026-11-20T23:00:00.000Z');
    // Clocks go forward on 29 March and back on 25 October.
    expect(told('tomorrow', '2026-03-28T22:30:00Z')).to.equal('2026-03-28T23:00:00.000Z');
    expect(told('tomorrow', '2026-10-24T22:10:00Z')).to.equal('2026-10-25T23:00:00.000Z');
    expect(told('today', '2026-10-24T22:10:00Z')).to.equal('2026-10-24T22:00:00.000Z');
  });

  it('is the next of a clock time, on such days, too', () => {
    expect(told('21:15', '2026-11-20T20:14:18Z')).to.equal('2026-11-20T20:15:00.000Z');
    expect(told('9:00', '2026-03-28T22:30:00Z')).to.equal('2026-03-29T07:00:00.000Z');
    expect(told('00:05', '2026-10-24T22:10:00Z')).to.equal('2026-10-25T23:05:00.000Z');
  });
});
