import { expect } from 'chai';
import { DateTime } from 'luxon';
import { Registry, type RunRecord, Scheduler } from '../../lib/index.js';
import { VirtualClock } from '../../lib/testing/index.js';

/** A time of the night that one day of 2026 does not have, and what is run then instead. */
interface Night {
  readonly at: readonly [number, number];
  readonly moved: Readonly<Record<string, string>>;
}

const ZONES: Readonly<Record<string, Night>> = {
  'America/New_York': { at: [2, 30], moved: { '2026-03-08': '03:30' } },
  'Europe/Berlin': { at: [2, 30], moved: { '2026-03-29': '03:30' } },
  // The clocks go forward by half an hour.
  'Australia/Lord_Howe': { at: [2, 15], moved: { '2026-10-04': '02:45' } },
};

describe('a year', () => {
  for (const [zone, { at, moved }] of Object.entries(ZONES)) {
    describe(`in ${zone}`, () => {
      let runs: Readonly<Record<'evening' | 'night', readonly RunRecord[]>>;

      before(async () => {
        runs = await yearOf(zone, at);
      });

      for (const name of ['evening', 'night'] as const) {
        it(`has one run of the ${name} on each local day, on time`, () => {
          expect(runs[name].map(({ startedAt }) => startedAt?.toISODate())).to.deep.equal(daysOf2026());
          expect(runs[name].filter(({ lateBy }) => lateBy.toMillis() !== 0)).to.deep.equal([]);
          expect(runs[name].every(({ outcome }) => outcome.kind === 'succeeded')).to.equal(true);
        });
      }

      it('runs at 21:15 wall time every day', () => {
        expect(runs.evening).to.have.length(365);
        expect(new Set(runs.evening.map(wallTime))).to.deep.equal(new Set(['21:15']));
      });

      it('runs at the same time every night, but for the one that does not have it', () => {
        expect(runs.night).to.have.length(365);
        const usual = at.map(part => String(part).padStart(2, '0')).join(':');
        const others = runs.night.filter(run => wallTime(run) !== usual);
        expect(Object.fromEntries(others.map(run => [run.startedAt?.toISODate(), wallTime(run)]))).to.deep.equal(moved);
      });
    });
  }
});

async function yearOf(
  zone: string,
  nightAt: Night['at'],
): Promise<Readonly<Record<'evening' | 'night', readonly RunRecord[]>>> {
  const registry = new Registry({ zone });
  registry
    .schedule(() => {})
    .withName('evening')
    .toRunEvery(1)
    .days()
    .at(21, 15);
  registry
    .schedule(() => {})
    .withName('night')
    .toRunEvery(1)
    .days()
    .at(...nightAt);
  const clock = new VirtualClock(DateTime.fromISO('2026-01-01', { zone }));
  await using scheduler = new Scheduler(registry, { clock, history: 1000 }).start();
  await clock.advanceTo(DateTime.fromISO('2027-01-01', { zone }));
  return { evening: scheduler.get('evening')?.history ?? [], night: scheduler.get('night')?.history ?? [] };
}

function daysOf2026(): readonly (string | null)[] {
  const first = DateTime.fromISO('2026-01-01', { zone: 'utc' });
  return Array.from({ length: 365 }, (_, day) => first.plus({ days: day }).toISODate());
}

function wallTime({ startedAt }: RunRecord): string | undefined {
  return startedAt?.toFormat('HH:mm');
}
