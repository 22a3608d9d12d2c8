import { expect } from 'chai';
import { askedInstant } from '../../../lib/dashboard/page/asked-instant.js';
import { axisOf, nightsOf, ticksOf } from '../../../lib/dashboard/page/axis.js';
import { clockText } from '../../../lib/dashboard/page/clock-text.js';
import { ago, ahead, length, many, shortLength, soFar } from '../../../lib/dashboard/page/length.js';
import { spanOf } from '../../../lib/dashboard/page/span.js';
import { instantOf, wallTimeOf } from '../../../lib/dashboard/page/wall-time.js';
import { abbreviation, offsetMs, zoneOf } from '../../../lib/dashboard/page/zone-text.js';

const BERLIN = 'Europe/Berlin';
const HOUR = 3_600_000;
const NOW = Date.UTC(2026, 10, 20, 20, 14, 18);

describe('times on the page', () => {
  it('tells lengths as people do, at every size', () => {
    const told = [
      undefined,
      0,
      38,
      999,
      1_000,
      1_249,
      9_960,
      59_900,
      59_960,
      138_000,
      3_599_600,
      18_960_000,
      86_400_000 * 6,
    ];
    const texts = [
      '–',
      '0 ms',
      '38 ms',
      '999 ms',
      '1.0 s',
      '1.2 s',
      '10 s',
      '60 s',
      '1 m 00 s',
      '2 m 18 s',
      '1 h 00 m',
      '5 h 16 m',
      '6 days',
    ];
    expect(told.map(length)).to.deep.equal(texts);
    expect([116_000, 5_000, 1_200].map(shortLength)).to.deep.equal(['1:56', '5 s', '1.2 s']);
    expect([many(1, 'job'), many(1_200, 'job')]).to.deep.equal(['1 job', '1,200 jobs']);
  });

  it('tells how long ago and how far ahead, and never a negative length', () => {
    expect([0, -5_000, 1_999, 7_400, 63_000, 66_780_000].map(gone => ago(NOW - gone, NOW))).to.deep.equal([
      ...['now', 'now', 'now', '7 s ago', '1 m ago', '18 h 33 m ago'],
    ]);
    expect([-1, 0, 1, 41_200, 3_342_000, 2 * HOUR, 864_000_000].map(left => ahead(NOW + left, NOW))).to.deep.equal([
      ...['due now', 'due now', 'in 1 s', 'in 42 s', 'in 55 m 42 s', 'in 2 h', 'in 10 days'],
    ]);
    expect([-20, 0, 999, 5_400, 138_000].map(gone => soFar(NOW - gone, NOW))).to.deep.equal([
      '0 s',
      '0 s',
      '0 s',
      '5 s',
      '2 m 18 s',
    ]);
  });

  it('says the zone as people there do, or its offset', () => {
    const zones = [
      BERLIN,
      'America/New_York',
      'Australia/Sydney',
      'America/Toronto',
      'Asia/Kolkata',
      'Europe/London',
      'UTC',
    ];
    expect(zones.map(zone => abbreviation(zone, NOW))).to.deep.equal([
      'CET',
      'EST',
      'AEDT',
      'EST',
      'IST',
      'GMT',
      'UTC',
    ]);
    expect(abbreviation('Asia/Kathmandu', NOW)).to.equal('UTC+05:45');
    expect(abbreviation(BERLIN, Date.UTC(2026, 6, 1))).to.equal('CEST');
    expect([zoneOf('job', BERLIN), zoneOf('utc', BERLIN)]).to.deep.equal([BERLIN, 'UTC']);
  });

  it('says seconds today, the day of another one, and the year of a far one', () => {
    expect(clockText(NOW, BERLIN, NOW)).to.equal('21:14:18');
    expect(clockText(NOW, BERLIN, NOW, false)).to.equal('21:14');
    expect(clockText(NOW + 6 * HOUR, BERLIN, NOW)).to.equal('Sat 21 Nov, 03:14');
    expect(clockText(NOW + 8_760 * HOUR, BERLIN, NOW)).to.equal('20 Nov 2027, 21:14');
  });

  it('finds the instant of a wall time, in gaps and overlaps too', () => {
    // A wall time is told as the instant at which clocks would show it in UTC.
    const skipped = Date.UTC(2026, 2, 29, 2, 30);
    expect(new Date(instantOf(skipped, BERLIN)).toISOString()).to.equal('2026-03-29T01:30:00.000Z');
    const twice = Date.UTC(2026, 9, 25, 2, 30);
    expect(new Date(instantOf(twice, BERLIN)).toISOString()).to.equal('2026-10-25T00:30:00.000Z');
    for (const zone of [BERLIN, 'America/New_York', 'Asia/Kathmandu', 'Pacific/Apia', 'UTC']) {
      for (let at = Date.UTC(2026, 0, 1); at < Date.UTC(2027, 0, 1); at += 61 * HOUR) {
        expect(instantOf(wallTimeOf(at, zone), zone), `${zone} ${at}`).to.equal(at);
      }
    }
    expect(offsetMs('Asia/Kathmandu', NOW)).to.equal(5.75 * HOUR);
    expect([offsetMs('America/St_Johns', NOW), offsetMs('UTC', NOW)]).to.deep.equal([-3.5 * HOUR, 0]);
    expect(offsetMs('Africa/Monrovia', Date.UTC(1960, 0)), 'seconds, too').to.equal(-2_670_000);
  });

  it('reads when somebody asks about', () => {
    const asked = (text: string): string | undefined => {
      const at = askedInstant(text, BERLIN, NOW);
      return at === undefined ? undefined : new Date(at).toISOString();
    };
    expect(asked('20:33')).to.equal('2026-11-20T19:33:00.000Z');
    expect(asked(' 21:33 '), 'still to come today: yesterday').to.equal('2026-11-19T20:33:00.000Z');
    expect(asked('2026-11-19 21:15')).to.equal('2026-11-19T20:15:00.000Z');
    expect(asked('2026-11-19T21:15:30')).to.equal('2026-11-19T20:15:30.000Z');
    expect(asked('2026-11-19T21:15:30Z')).to.equal('2026-11-19T21:15:30.000Z');
    expect(asked('2026-11-19T21:15:30.250+01:00')).to.equal('2026-11-19T20:15:30.250Z');
    const dates = [
      '2026-02-31 09:00',
      '2026-02-31T09:00Z',
      '2026-04-31T09:00+02:00',
      '2026-13-01 9:00',
      '2026-13-01T09:00Z',
    ];
    for (const none of ['', 'yesterday', '24:00', '12:60', '2026-11-19', '09:00Z', ...dates])
      expect(asked(none), none).to.equal(undefined);
  });

  it('shows a fifth more past than future, and goes on by steps', () => {
    const { from, to } = spanOf({ hours: 6, at: 0 }, NOW);
    expect((NOW - from) / (to - NOW)).to.be.closeTo(1.5, 0.02);
    expect(to - from).to.equal(6 * HOUR);
    expect(spanOf({ hours: 6, at: 0 }, NOW + 5_000)).to.deep.equal({ from, to });
    expect(spanOf({ hours: 24, at: NOW - 100 * HOUR }, NOW).from).to.be.below(NOW - 100 * HOUR);
  });

  it('draws hours and nights where clocks show them, over a clock change too', () => {
    const from = Date.UTC(2026, 2, 28, 12);
    const axis = axisOf({ from, to: from + 24 * HOUR }, 24, BERLIN, false);
    expect(ticksOf(axis).map(({ text }) => text)).to.deep.equal([
      '15:00',
      '18:00',
      '21:00',
      '00:00',
      '03:00',
      '06:00',
      '09:00',
      '12:00',
    ]);
    expect(
      ticksOf(axis)
        .filter(({ isMidnight }) => isMidnight)
        .map(({ text }) => text),
    ).to.deep.equal(['00:00']);
    expect(nightsOf(axis)).to.have.length(1);
    const week = axisOf({ from: from - 84 * HOUR, to: from + 84 * HOUR }, 168, BERLIN, false);
    expect(ticksOf(week)).to.have.length(7);
    expect(ticksOf(week).every(({ isMidnight }) => isMidnight)).to.equal(true);
  });

  it('draws a line for what clocks skip and for what they show twice, and none besides', () => {
    const textsOf = (day: number, hours: 1 | 6 | 24 | 168, zone: string) => {
      const from = instantOf(day, zone);
      return ticksOf(axisOf({ from, to: from + hours * HOUR }, hours, zone, false)).map(({ text }) => text);
    };
    // Midnight of this Sunday is skipped in Havana.
    const week = ['Fri 6', 'Sat 7', 'Sun 8', 'Mon 9', 'Tue 10', 'Wed 11', 'Thu 12', 'Fri 13'];
    expect(textsOf(Date.UTC(2026, 2, 6), 168, 'America/Havana')).to.deep.equal(week);
    const night = Date.UTC(2026, 9, 25, 2, 40);
    expect(textsOf(night, 1, BERLIN)).to.deep.equal(['02:40', '02:50', '02:00', '02:10', '02:20', '02:30']);
    const day = ['00:00', '03:00', '06:00', '09:00', '12:00', '15:00', '18:00', '21:00'];
    expect(textsOf(Date.UTC(2026, 9, 25), 24, BERLIN)).to.deep.equal(day);
  });
});
