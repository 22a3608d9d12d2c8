// @ts-check
import { createRequire } from 'node:module';
import { DayOfWeek, Registry } from '../carillon.js';
import * as floor from '../floor/calendar.js';
import { fasterThan, within } from '../measure/bars.js';
import { inChild } from '../measure/in-child.js';
import { interleave, perCall } from '../measure/rounds.js';
import { scaled } from '../settings.js';

/** The Luxon that Carillon uses. */
const { DateTime } = createRequire(new URL('../../../package.json', import.meta.url))('luxon');

const NEW_YORK = 'America/New_York';
const BERLIN = 'Europe/Berlin';
const FROM = Date.UTC(2026, 0, 1);

/** @typedef {(registry: Registry) => unknown} Words */
/** @type {{ what: string, zone: string, cron: string, words: Words, floor: floor.Next | undefined }[]} */
const kinds = [
  {
    what: 'daily 21:15 New York',
    zone: NEW_YORK,
    cron: '15 21 * * *',
    words: registry => registry.schedule(job).toRunEvery(1).days().at(21, 15),
    floor: floor.daily(NEW_YORK, 21, 15),
  },
  {
    what: 'first Monday 03:00 Berlin',
    zone: BERLIN,
    cron: '0 3 * * 1#1',
    words: registry => registry.schedule(job).toRunEvery(1).months().onTheFirst(DayOfWeek.Monday).at(3, 0),
    floor: floor.firstMonday(BERLIN, 3, 0),
  },
  {
    what: 'last day 23:59 New York',
    zone: NEW_YORK,
    cron: '59 23 L * *',
    words: registry => registry.schedule(job).toRunEvery(1).months().onTheLastDay().at(23, 59),
    floor: floor.lastDay(NEW_YORK, 23, 59),
  },
  {
    what: 'every minute',
    zone: NEW_YORK,
    cron: '* * * * *',
    words: registry => registry.schedule(job).toRunEvery(1).minutes(),
    floor: floor.everyMinute(),
  },
  {
    what: '29 February New York',
    zone: NEW_YORK,
    cron: '0 0 29 2 *',
    words: registry => registry.schedule(job).toRunEvery(1).years().in(2).on(29, { ifMissing: 'skip' }),
    floor: floor.leapDay(NEW_YORK),
  },
];

const cronTexts = ['15 21 * * *', '0 9 * * MON-FRI', '*/15 9-17 * * *', '59 23 L * *'];

export const row = {
  title: 'next occurrence in a zone',
  /** @returns {Promise<import('../measure/bars.js').Measurement[]>} */
  run: () => inChild(import.meta.url, 'measureAll', [], { env: { TZ: NEW_YORK } }),
};

/** All in one process, as in an application: what the compiler learns from one kind it must bear for the others. */
export async function measureAll(withPeers = true) {
  const walkers = withPeers ? (await import('../libraries/next-occurrence.js')).cronWalkers : {};
  const measurements = [];
  for (const kind of kinds) {
    const results = await interleave({
      ...ours(kind.words, kind.zone),
      ...floors(kind),
      ...peers(walkers, kind.cron, kind.zone),
    });
    measurements.push({
      what: kind.what,
      unit: 'ns',
      results,
      verdicts: [...bars(60, results), ...floorBars(results)],
    });
  }
  for (const text of cronTexts) {
    const words = (/** @type {Registry} */ registry) => registry.schedule(job).toRunCron(text);
    const results = await interleave({ ...ours(words, NEW_YORK), ...peers(walkers, text, NEW_YORK) });
    measurements.push({ what: `cron '${text}' New York`, unit: 'ns', results, verdicts: bars(30, results) });
  }
  return measurements;
}

/** @param {import('../measure/bars.js').Results} results @param {number} times */
function bars(times, results) {
  return [
    fasterThan(times, results, 'croner 11', 'carillon next'),
    fasterThan(times, results, 'croner 11', 'carillon nextMs'),
  ];
}

/** @param {import('../measure/bars.js').Results} results */
function floorBars(results) {
  return [within(6, results, 'floor + DateTime', 'carillon next'), within(6, results, 'floor', 'carillon nextMs')];
}

/** @param {Words} words @param {string} zone */
function ours(words, zone) {
  const registry = new Registry({ zone });
  words(registry);
  const [schedule] = registry.compile();
  if (schedule === undefined) throw new Error('there is no schedule');
  return {
    'carillon next': walk(at => schedule.next(at)?.toMillis()),
    'carillon nextMs': walk(at => schedule.nextMs(at)),
  };
}

/** @param {{ floor: floor.Next | undefined, zone: string }} kind */
function floors({ floor: next, zone }) {
  if (next === undefined) return {};
  return {
    floor: walk(next),
    'floor + DateTime': walk(at => DateTime.fromMillis(next(at), { zone }).toMillis()),
  };
}

/** From occurrence to occurrence, and after some thousand from the beginning again: `next` is asked as a scheduler asks it. */
function walk(/** @type {(after: number) => number | undefined} */ next) {
  const lap = 2000;
  return perCall(count => {
    let at = FROM;
    for (let i = 0, step = 0; i < count; i++, step++) {
      if (step === lap || at > LAST) {
        at = FROM;
        step = 0;
      }
      at = next(at) ?? FROM;
    }
  }, scaled(20));
}

/** Luxon formats no later ones faster, and the floor's offsets end there. */
const LAST = Date.UTC(2100, 0, 1);

/** @param {Record<string, import('../libraries/next-occurrence.js').Walker>} walkers @param {string} text @param {string} zone */
function peers(walkers, text, zone) {
  /** @type {Record<string, () => number>} */
  const contestants = {};
  for (const [name, walker] of Object.entries(walkers)) {
    /** @type {(() => number) | undefined} */
    let measure;
    contestants[name] = () => {
      if (measure === undefined) {
        const walkFrom = walker(text, zone);
        measure = perCall(count => {
          for (let left = count; left > 0; left -= 15) walkFrom(FROM, Math.min(15, left));
        }, scaled(20));
      }
      return measure();
    };
  }
  return contestants;
}

function job() {}
