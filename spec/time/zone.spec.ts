import { expect } from 'chai';
import fc from 'fast-check';
import { IANAZone, Settings } from 'luxon';
import { UnknownZoneError } from '../../lib/errors.js';
import { Registry } from '../../lib/registry/registry.js';
import { HOUR_MS, MINUTE_MS } from '../../lib/time/calendar.js';
import { zoneOf } from '../../lib/time/zone.js';
import { report } from '../support/declared.js';

/** A zone, a wall time that it skips, where clocks change, and where the wall time is shifted to. */
const GAPS: readonly (readonly [zone: string, wall: string, change: string, shifted: string])[] = [
  ['Europe/Berlin', '2026-03-29T02:00', '2026-03-29T01:00', '2026-03-29T01:00'],
  ['Europe/Berlin', '2026-03-29T02:30', '2026-03-29T01:00', '2026-03-29T01:30'],
  ['America/New_York', '2026-03-08T02:59:59.999', '2026-03-08T07:00', '2026-03-08T07:59:59.999'],
  ['Australia/Lord_Howe', '2026-10-04T02:15', '2026-10-03T15:30', '2026-10-03T15:45'],
  ['Africa/Cairo', '2026-04-24T00:30', '2026-04-23T22:00', '2026-04-23T22:30'],
  ['America/Santiago', '2026-09-06T00:00', '2026-09-06T04:00', '2026-09-06T04:00'],
  ['America/Sao_Paulo', '2018-11-04T00:30', '2018-11-04T03:00', '2018-11-04T03:30'],
  ['Africa/Casablanca', '2026-03-22T02:30', '2026-03-22T02:00', '2026-03-22T02:30'],
  ['America/St_Johns', '2010-03-14T00:01', '2010-03-14T03:31', '2010-03-14T03:31'],
  ['America/St_Johns', '2010-03-14T01:00', '2010-03-14T03:31', '2010-03-14T04:30'],
  ['Pacific/Apia', '2011-12-30T12:00', '2011-12-30T10:00', '2011-12-30T22:00'],
  ['Asia/Pyongyang', '2018-05-04T23:45', '2018-05-04T15:00', '2018-05-04T15:15'],
];

/** A zone, a wall time that it shows twice, and both of its instants. */
const OVERLAPS: readonly (readonly [zone: string, wall: string, first: string, last: string])[] = [
  ['Europe/Berlin', '2026-10-25T02:00', '2026-10-25T00:00', '2026-10-25T01:00'],
  ['Europe/Berlin', '2026-10-25T02:59:59.999', '2026-10-25T00:59:59.999', '2026-10-25T01:59:59.999'],
  ['America/New_York', '2026-11-01T01:30', '2026-11-01T05:30', '2026-11-01T06:30'],
  ['Australia/Lord_Howe', '2026-04-05T01:45', '2026-04-04T14:45', '2026-04-04T15:15'],
  ['Africa/Cairo', '2026-10-29T23:30', '2026-10-29T20:30', '2026-10-29T21:30'],
  ['America/Santiago', '2026-04-04T23:30', '2026-04-05T02:30', '2026-04-05T03:30'],
  ['America/Sao_Paulo', '2018-02-17T23:30', '2018-02-18T01:30', '2018-02-18T02:30'],
  ['Africa/Casablanca', '2026-02-15T02:30', '2026-02-15T01:30', '2026-02-15T02:30'],
  ['America/St_Johns', '2010-11-06T23:30', '2010-11-07T02:00', '2010-11-07T03:00'],
];

/** A zone, a wall time, and its one instant. */
const UNIQUE: readonly (readonly [zone: string, wall: string, instant: string])[] = [
  ['Europe/Berlin', '2026-03-29T01:59:59.999', '2026-03-29T00:59:59.999'],
  ['Europe/Berlin', '2026-03-29T03:00', '2026-03-29T01:00'],
  ['Europe/Berlin', '2026-10-25T01:59:59.999', '2026-10-24T23:59:59.999'],
  ['Europe/Berlin', '2026-10-25T03:00', '2026-10-25T02:00'],
  ['Pacific/Apia', '2011-12-29T23:59', '2011-12-30T09:59'],
  ['Pacific/Apia', '2011-12-31T00:00', '2011-12-30T10:00'],
  ['Asia/Kathmandu', '2026-07-01T00:00', '2026-06-30T18:15'],
  ['America/Sao_Paulo', '2026-11-01T00:30', '2026-11-01T03:30'],
  // Local mean time, with seconds.
  ['Europe/Berlin', '1880-01-01T00:00', '1879-12-31T23:06:32'],
  ['Africa/Monrovia', '1971-01-01T00:00', '1971-01-01T00:44:30'],
  ['UTC', '2026-03-29T02:30', '2026-03-29T02:30'],
  ['UTC+5:30', '2026-03-29T02:30', '2026-03-28T21:00'],
  ['America/New_York', '2500-07-01T12:00', '2500-07-01T16:00'],
];

const SAMPLED = [...new Set([...GAPS, ...OVERLAPS, ...UNIQUE].map(([zone]) => zone))].filter(zone => !/UTC/.test(zone));
const anyInstant = fc.integer({ min: Date.UTC(1900, 0), max: Date.UTC(2500, 0) });
/** 64 steps of 3.125 days: where one page of the cache ends and another begins. */
const PAGE_MS = 64 * 270_000_000;

describe('zone', () => {
  for (const [zone, wall, change, shifted] of GAPS) {
    it(`${zone} skips ${wall}`, () => {
      const place = zoneOf(zone).locate(ms(wall));
      expect(place).to.deep.equal({ kind: 'gap', transition: ms(change), shifted: ms(shifted) });
      expect(zoneOf(zone).instantOf(ms(wall))).to.equal(ms(shifted));
      expect(zoneOf(zone).openingOf(ms(wall))).to.equal(ms(change));
      expect(zoneOf(zone).closingOf(ms(wall))).to.equal(ms(change));
    });
  }

  for (const [zone, wall, first, last] of OVERLAPS) {
    it(`${zone} shows ${wall} twice`, () => {
      expect(zoneOf(zone).locate(ms(wall))).to.deep.equal({ kind: 'overlap', first: ms(first), last: ms(last) });
      expect(zoneOf(zone).instantOf(ms(wall))).to.equal(ms(first));
      expect(zoneOf(zone).openingOf(ms(wall))).to.equal(ms(first));
      expect(zoneOf(zone).closingOf(ms(wall))).to.equal(ms(last));
    });
  }

  for (const [zone, wall, instant] of UNIQUE) {
    it(`${zone} shows ${wall} once`, () => {
      expect(zoneOf(zone).locate(ms(wall))).to.deep.equal({ kind: 'unique', first: ms(instant), last: ms(instant) });
      expect(zoneOf(zone).wallOf(ms(instant))).to.equal(ms(wall));
    });
  }

  for (const name of SAMPLED) {
    it(`${name} has Luxon's offsets from 1900 to 2500, and finds each instant again`, () => {
      const zone = zoneOf(name);
      const peer = new IANAZone(name);
      fc.assert(
        fc.property(anyInstant, instant => {
          const { startAt, endAt, offsetMs } = zone.periodAt(instant);
          expect(offsetMs).to.equal(Math.round(peer.offset(instant) * MINUTE_MS));
          expect(instant).to.be.within(startAt, endAt - 1);
          const place = zone.locate(zone.wallOf(instant));
          expect(place.kind).not.to.equal('gap');
          if (place.kind !== 'gap') expect([place.first, place.last]).to.include(instant);
        }),
        { numRuns: 60 },
      );
    });
  }

  it('is the same on both sides of where a page of its cache ends', () => {
    const zone = zoneOf('Africa/Casablanca');
    const peer = new IANAZone('Africa/Casablanca');
    const pages = Array.from({ length: 60 }, (_, index) => (index + 70) * PAGE_MS);
    for (const instant of pages.flatMap(page => [page - 1, page, page + 1])) {
      expect(zone.periodAt(instant).offsetMs).to.equal(peer.offset(instant) * MINUTE_MS);
      expect(zone.wallOf(zone.instantOf(zone.wallOf(instant)))).to.equal(zone.wallOf(instant));
    }
  });

  it('is constant where clocks never change', () => {
    expect(zoneOf('UTC+5:30').periodAt(0)).to.deep.equal({
      startAt: -Infinity,
      endAt: Infinity,
      offsetMs: 5.5 * HOUR_MS,
      offsetBeforeMs: 5.5 * HOUR_MS,
    });
  });

  it('gives Luxon a zone with the same offsets', () => {
    const { luxonZone } = zoneOf('Africa/Monrovia');
    expect(luxonZone.name).to.equal('Africa/Monrovia');
    expect(luxonZone.offset(0)).to.equal(-44.5);
    expect(luxonZone.offset(-1e15)).to.equal(new IANAZone('Africa/Monrovia').offset(-1e15));
  });

  it('is one object a name, and that of the host under its IANA name', () => {
    expect(zoneOf('Europe/Berlin')).to.equal(zoneOf('Europe/Berlin'));
    const { defaultZone } = Settings;
    for (const [spelling, name] of [
      ['europe/BERLIN', 'Europe/Berlin'],
      ['america/new_york', 'America/New_York'],
      ['utc', 'UTC'],
      ['UTC+0', 'UTC'],
      ['utc-0:30', 'UTC-0:30'],
    ] as const) {
      expect(zoneOf(spelling), spelling).to.equal(zoneOf(name));
      expect(zoneOf(spelling).name).to.equal(name);
    }
    expect(zoneOf('local').name).to.equal(zoneOf('system').name);
    expect(zoneOf('local').name).not.to.equal('local');
    expect(Settings.defaultZone).to.equal(defaultZone);
    try {
      for (const name of ['Asia/Tokyo', 'UTC+3']) {
        Settings.defaultZone = name;
        expect(zoneOf('default').name).to.equal(name);
      }
    } finally {
      Settings.defaultZone = defaultZone;
    }
  });

  it('knows the three letters that are names of IANA', () => {
    for (const name of ['CET', 'EET', 'EST', 'HST', 'MET', 'MST', 'PRC', 'ROC', 'ROK', 'UCT', 'WET', 'GMT', 'UTC']) {
      expect(() => zoneOf(name), name).not.to.throw();
    }
  });

  for (const name of ['Mars/Olympus', '', 'europe-berlin', 'UTC+99', 'UTC+5:75', undefined, 5]) {
    it(`refuses ${String(name)}`, () => {
      expect(() => zoneOf(name as string)).to.throw(UnknownZoneError, 'unknown time zone');
    });
  }

  for (const name of ['BST', 'pst', 'IST', 'SystemV/PST8PDT', 'systemv/ast4']) {
    it(`refuses ${name}, which Node knows and IANA doesn't`, () => {
      expect(() => new Intl.DateTimeFormat('en', { timeZone: name })).not.to.throw();
      expect(() => zoneOf(name)).to.throw(UnknownZoneError, `unknown time zone '${name}': use an IANA name`);
    });
  }

  for (const [meant, ...names] of [
    ['Europe/Berlin', 'Berlin', 'berln', 'Berliin', 'Berlim', 'Belrin', 'Xerlin', 'Europe/Berlinn'],
    ['America/New_York', 'New York', 'America/New York', 'Amerika/New_York'],
    ['UTC+2', '+2', '+0200', 'GMT+2'],
    ['UTC-5:30', 'utc -5:30', '-0530'],
    [undefined, 'Bertlim', 'Belrim', 'Rom', 'GMT+15', 'CET+1'],
  ] as const) {
    it(meant === undefined ? 'says of what could be any how a zone is named' : `says where ${meant} was meant`, () => {
      const says = meant === undefined ? "use an IANA name such as 'Europe/Berlin', or 'UTC'" : `say '${meant}'`;
      for (const name of names) {
        expect(() => zoneOf(name))
          .to.throw(UnknownZoneError)
          .with.property('message', `unknown time zone '${name}': ${says}`);
      }
    });
  }

  // What Node 24 makes of the last has the other sign than its dates.
  for (const TZ of ['Mars/Olympus', 'Etc/Unknown', 'GMT+3']) {
    it(`says whose zone it is that has no name, where TZ is ${TZ}`, () => {
      const { TZ: before } = process.env;
      process.env['TZ'] = TZ;
      try {
        for (const name of ['local', 'System', 'default']) {
          expect(() => zoneOf(name))
            .to.throw(UnknownZoneError, /^the time zone of this process, .* set TZ to one .* or name a zone/)
            .with.property('zone', 'local');
        }
        const inZone = () => new Registry({ zone: 'UTC' }).schedule(report).inZone('system');
        expect(inZone).to.throw(UnknownZoneError, "job 'report': the time zone of this process");
      } finally {
        if (before === undefined) delete process.env['TZ'];
        else process.env['TZ'] = before;
      }
      expect(zoneOf('local').name).to.equal(new Intl.DateTimeFormat().resolvedOptions().timeZone);
    });
  }
});

function ms(text: string): number {
  return Date.parse(`${text}Z`);
}
