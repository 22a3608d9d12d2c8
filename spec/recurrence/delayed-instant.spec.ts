import { expect } from 'chai';
import { lint } from '../../lib/recurrence/lint/lint.js';
import type { Schedule } from '../../lib/recurrence/schedule.js';
import { declared, type Words } from '../support/declared.js';

const NOON = Date.parse('2026-11-20T12:00Z');
const PERIOD = { from: NOON, to: '2027-11-20' };

describe('an instant that is delayed', () => {
  it('is where it is moved to, before any start as after one', () => {
    const schedule = scheduleOf(s => s.toRunOnceAt('2026-11-20T10:00').delayFor(5).hours());
    expect(seen(schedule.next('2026-11-20T09:00'), schedule.next('2026-11-20T12:00'))).to.deep.equal([
      '2026-11-20T15:00:00.000Z',
      '2026-11-20T15:00:00.000Z',
    ]);
    expect(seen(schedule.previous('2026-11-21'), ...schedule.preview(2, NOON))).to.deep.equal([
      '2026-11-20T15:00:00.000Z',
      '2026-11-20T15:00:00.000Z',
    ]);
    expect(schedule.bind(NOON).next(NOON)).to.equal(schedule.nextMs(NOON));
  });

  it('is moved on the calendar of its zone', () => {
    const schedule = scheduleOf(s => s.toRunOnceAt('2026-03-28T02:30').delayFor(1).days().inZone('Europe/Berlin'));
    expect(seen(schedule.next('2026-03-01'))).to.deep.equal(['2026-03-29T03:30:00.000+02:00']);
  });

  it('is moved beside its grid, which is not', () => {
    const schedule = scheduleOf(s => s.toRunOnceAt('2026-11-20T10:00').andEvery(1).days().at(9).delayFor(5).hours());
    expect(seen(...schedule.preview(2, '2026-11-20'))).to.deep.equal([
      '2026-11-20T15:00:00.000Z',
      '2026-11-21T09:00:00.000Z',
    ]);
  });

  it('hangs on no start, but for a grid, which is held back from there', () => {
    const lone = scheduleOf(s => s.toRunOnceAt('2026-11-20T10:00').delayFor(5).hours());
    const beside = scheduleOf(s => s.toRunOnceAt('2026-11-20T10:00').andEvery(5).minutes().delayFor(5).hours());
    expect(lint([lone], PERIOD)).to.deep.equal([]);
    expect(lint([beside], PERIOD).map(({ code }) => code)).to.deep.equal(['relative']);
    expect(lone.toCron()).to.have.property('reason', 'bounds');
    expect(beside.toCron()).to.have.property('reason', 'relative');
  });
});

function scheduleOf(words: Words): Schedule {
  return declared(words).schedule;
}

function seen(...instants: readonly ReturnType<Schedule['next']>[]): readonly (string | undefined)[] {
  return instants.map(instant => instant?.toISO());
}
