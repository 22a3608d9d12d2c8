import fc from 'fast-check';

/** A zone and an instant in it, in epoch milliseconds. */
export interface Moment {
  readonly zone: string;
  readonly atMs: number;
}

/** Zones whose clocks were once, or are every year, changed in a way that a scheduler may get wrong, and when. */
const AWKWARD: Readonly<Record<string, readonly string[]>> = {
  'America/New_York': ['2026-03-08T07:00Z', '2026-11-01T06:00Z', '1945-08-14T23:00Z'],
  'Europe/Berlin': ['2026-03-29T01:00Z', '2026-10-25T01:00Z', '1945-05-24T00:00Z', '1947-05-11T01:00Z'],
  'Europe/London': ['2026-03-29T01:00Z', '2026-10-25T01:00Z', '1968-10-27T00:00Z', '1971-10-31T02:00Z'],
  // By half an hour.
  'Australia/Lord_Howe': ['2026-04-04T15:00Z', '2026-10-03T15:30Z', '1985-10-19T14:30Z'],
  // A day that never was, and months around it with summer time.
  'Pacific/Apia': ['2011-12-30T10:00Z', '2011-04-02T14:00Z', '2011-09-24T14:00Z', '2012-03-31T14:00Z'],
  'Pacific/Kwajalein': ['1993-08-21T12:00Z'],
  'Pacific/Kiritimati': ['1994-12-31T10:40Z'],
  // A day that was twice, when Alaska was sold.
  'America/Juneau': ['1867-10-18T23:00Z', '1983-10-30T10:00Z'],
  // At midnight.
  'America/Sao_Paulo': ['2018-02-18T02:00Z', '2018-11-04T03:00Z', '2017-10-15T03:00Z'],
  'America/Santiago': ['2026-04-05T03:00Z', '2026-09-06T04:00Z'],
  'America/Havana': ['2026-03-08T05:00Z', '2026-11-01T05:00Z'],
  'Africa/Cairo': ['2026-04-23T22:00Z', '2026-10-29T21:00Z', '2010-08-10T21:00Z', '2010-09-09T21:00Z'],
  // At one minute past midnight; and once by two hours.
  'America/St_Johns': ['2010-03-14T03:31Z', '2010-11-07T02:31Z', '1988-04-03T03:31Z', '1988-10-30T02:31Z'],
  // Over midnight: from 23:30 to 00:30.
  'America/Toronto': ['1919-03-31T04:30Z', '2026-03-08T07:00Z'],
  // Back for Ramadan, and forth again.
  'Africa/Casablanca': ['2026-02-15T02:00Z', '2026-03-22T02:00Z'],
  // Winter time is the exception there, by law; and each year at another hour or date.
  'Europe/Dublin': ['2026-03-29T01:00Z', '2026-10-25T01:00Z', '1971-10-31T02:00Z'],
  'Asia/Gaza': ['2026-03-27T22:00Z', '2026-10-23T22:00Z', '2011-08-01T00:00Z', '2011-09-30T00:00Z'],
  'Antarctica/Troll': ['2026-03-29T01:00Z', '2026-10-25T01:00Z'],
  'Asia/Kathmandu': ['1985-12-31T18:30Z'],
  // By offsets with seconds.
  'Africa/Monrovia': ['1972-01-07T00:44:30Z'],
  'Europe/Amsterdam': ['1937-06-30T23:40:28Z', '2026-03-29T01:00Z'],
  UTC: ['2026-01-01T00:00Z', '2024-02-29T00:00Z', '2000-02-29T00:00Z'],
};

const AWKWARD_ZONES: readonly string[] = Object.keys(AWKWARD);

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** How far from a clock change: on it, within a day and a half, or within weeks. */
const aside = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom(0, 0, -1, 1, -1000, 1000) },
  { weight: 6, arbitrary: fc.integer({ min: -36 * 60, max: 36 * 60 }).map(minutes => minutes * MINUTE_MS) },
  { weight: 2, arbitrary: fc.integer({ min: -3 * 3_600_000, max: 3 * 3_600_000 }) },
  { weight: 1, arbitrary: fc.integer({ min: -40, max: 40 }).map(days => days * DAY_MS) },
);

/** A moment, mostly near a change of that zone's clocks, else in the years 1900 to 2500. */
export const moments: fc.Arbitrary<Moment> = fc.constantFrom(...AWKWARD_ZONES).chain(zone =>
  fc.record({
    zone: fc.constant(zone),
    atMs: fc.oneof(
      {
        weight: 6,
        arbitrary: fc
          .tuple(fc.constantFrom(...(AWKWARD[zone] ?? [])), aside)
          .map(([text, asideMs]) => Date.parse(text) + asideMs),
      },
      { weight: 1, arbitrary: fc.integer({ min: Date.UTC(1900, 0), max: Date.UTC(2500, 0) }) },
    ),
  }),
);

/** ISO text of an instant, as an instant or as the wall time that looks the same. */
export function texts(ms: fc.Arbitrary<number>): fc.Arbitrary<string> {
  return fc
    .tuple(ms, fc.boolean())
    .map(([at, isWall]) => (isWall ? new Date(at).toISOString().slice(0, -1) : new Date(at).toISOString()));
}
