import { expect } from 'chai';
import { oracleCronOccurrences } from './cron.js';
import { oracleOccurrences } from './occurrences.js';
import { parseChain } from './words.js';
import { Zone } from './zone.js';

const MINUTE_MS = 60_000;

describe('oracle beside a walk over real minutes', () => {
  const changes = [
    ['America/New_York', '2026-03-08'],
    ['America/New_York', '2026-11-01'],
    ['Australia/Lord_Howe', '2025-10-05'],
    ['Australia/Lord_Howe', '2026-04-05'],
    ['America/Santiago', '2026-04-05'],
    ['Pacific/Apia', '2011-12-31'],
  ] as const;
  for (const [zone, date] of changes) {
    const fromMs = Zone.of(zone).resolve(Date.parse(date)) - 36 * 60 * MINUTE_MS;
    const toMs = fromMs + 72 * 60 * MINUTE_MS;

    it(`a frequency, in ${zone} around ${date}`, () => {
      const walked = minutesShowing(zone, fromMs, toMs, minuteOfDay => minuteOfDay % 20 === 5);
      expect(oracleCronOccurrences('5/20 * * * *', zone, fromMs, toMs)).to.deep.equal(walked);
    });

    // With a step of one minute the grid cannot be seen, and a window is nothing but a filter.
    it(`the minutes of windows, in ${zone} around ${date}`, () => {
      for (const [start, end] of [
        [90, 180],
        [60, 90],
        [1410, 60],
        [90, 75],
        [150, 1440 - 60],
      ] as const) {
        const words = [...parseChain('toRunEvery(1).minutes()'), ['between', 0, start, 0, end]] as const;
        const walked = minutesShowing(zone, fromMs, toMs, minuteOfDay =>
          start < end ? start <= minuteOfDay && minuteOfDay < end : start <= minuteOfDay || minuteOfDay < end,
        );
        expect(oracleOccurrences({ words, zone }, fromMs, toMs)).to.deep.equal(walked);
      }
    });
  }
});

/** Asks `Intl` for each minute, sharing nothing with the oracle. */
function minutesShowing(
  zone: string,
  fromMs: number,
  toMs: number,
  isWanted: (minuteOfDay: number) => boolean,
): number[] {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const walked: number[] = [];
  for (let atMs = fromMs; atMs < toMs; atMs += MINUTE_MS) {
    const [hour = 0, minute = 0] = format.format(atMs).split(':').map(Number);
    if (isWanted(hour * 60 + minute)) walked.push(atMs);
  }
  return walked;
}
