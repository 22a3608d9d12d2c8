import { Registry, type Words } from '../../lib/index.js';
import { said, table } from './readme-table.js';

/** The table of clock changes: a sentence, the runs of some hours around a change, what happens there. */
export function clockChangesTable(): string {
  return table(
    ['words', 'zone', 'runs', 'what happens'],
    CHANGES.map(([words, zone, from, to, note]) => [`\`${said(words)}\``, zone, runs(words, zone, from, to), note]),
  );
}

function runs(words: Words, zone: string, from: string, to: string): string {
  const registry = new Registry({ zone });
  words(registry.schedule(() => {}).withName('report'));
  const occurrences = registry.compile().flatMap(schedule => schedule.occurrencesBetween(from, to));
  return occurrences.map(at => at.toFormat('ccc d LLL, HH:mm ZZ', { locale: 'en' })).join('<br>');
}

const CHANGES: readonly (readonly [words: Words, zone: string, from: string, to: string, note: string])[] = [
  [
    s => s.toRunEvery(1).days().at(2, 30),
    'America/New_York',
    '2026-03-07',
    '2026-03-10',
    'There is no 02:30 on Sunday: moved forward by the length of the gap, once, that day only.',
  ],
  [
    s => s.toRunEvery(1).days().at(1, 30),
    'America/New_York',
    '2026-10-31',
    '2026-11-03',
    'There are two on Sunday: the first.',
  ],
  [
    s => s.toRunEvery(1).hours(),
    'America/New_York',
    '2026-03-08T01:00',
    '2026-03-08T05:00',
    'An hour is an hour: nothing is skipped …',
  ],
  [
    s => s.toRunEvery(1).hours(),
    'America/New_York',
    '2026-11-01T00:00',
    '2026-11-01T03:00',
    '… and nothing runs twice, though 01:00 is shown twice.',
  ],
  [
    s => s.toRunEvery(30).minutes().between(0, 30, 2, 30),
    'America/New_York',
    '2026-11-01T00:00',
    '2026-11-01T06:00',
    'A doubled hour inside a window is lived through twice.',
  ],
  [
    s => s.toRunEvery(1).days().at(2, 15),
    'Australia/Lord_Howe',
    '2026-10-03',
    '2026-10-06',
    'The gap is half an hour there, and so is the move.',
  ],
  [s => s.toRunEvery(1).days(), 'Africa/Cairo', '2026-04-23', '2026-04-26', 'The gap is at midnight there.'],
  [
    s => s.toRunCron('30 2 * * *'),
    'America/New_York',
    '2026-03-07',
    '2026-03-10',
    'Cron text that names clock times is read as the words are.',
  ],
  [
    s => s.toRunCron('*/30 * * * *'),
    'America/New_York',
    '2026-03-08T01:00',
    '2026-03-08T04:00',
    'Cron text with `*`, a range or a step in its time is a frequency, and follows elapsed time.',
  ],
];
