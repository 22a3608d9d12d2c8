import { expect } from 'chai';
import { placeIn } from '../../lib/cli/load/place.js';
import type { Shell, Sink } from '../../lib/cli/shell.js';
import { asArgument } from '../../lib/cli/text/argument.js';
import { cellsOf, cutTo } from '../../lib/cli/text/cells.js';
import { writeFacts } from '../../lib/cli/text/facts.js';
import { lengthText, readLength } from '../../lib/cli/text/length.js';
import { momentsIn } from '../../lib/cli/text/moment.js';
import { ProgressBar } from '../../lib/cli/text/progress-bar.js';
import { writeTable } from '../../lib/cli/text/table.js';
import { wrapped } from '../../lib/cli/text/wrap.js';
import { nearest } from '../../lib/nearest.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NOW = Date.UTC(2026, 10, 20, 20, 14, 18);

describe('the text of the command line', () => {
  it('tells lengths in two units at most, and in two only below ten of the larger', () => {
    const lengths: readonly (readonly [number, string])[] = [
      [0, '0 ms'],
      [999, '999 ms'],
      [42 * SECOND, '42 s'],
      [59.6 * SECOND, '1 m'],
      [2 * MINUTE + 18 * SECOND, '2 m 18 s'],
      [9 * MINUTE + 59.7 * SECOND, '10 m'],
      [45 * MINUTE + 42 * SECOND, '46 m'],
      [5 * HOUR + 15 * MINUTE + 42 * SECOND, '5 h 16 m'],
      [29 * HOUR + 15 * MINUTE, '29 h'],
      [12 * DAY + 19 * HOUR, '13 days'],
      [-5, '0 ms'],
    ];
    expect(lengths.map(([ms]) => lengthText(ms))).to.deep.equal(lengths.map(([, text]) => text));
  });

  it('reads lengths, and nothing else as one', () => {
    const read = ['40m', '1h30m', '90 s', '250ms', '1.5h', '2d', '0.3ms'].map(readLength);
    expect(read).to.deep.equal([40 * MINUTE, 90 * MINUTE, 90 * SECOND, 250, 90 * MINUTE, 2 * DAY, 0]);
    expect(['', '40', 'm', '-1h', '1y', '2026-11-20', '1h?'].map(readLength)).to.deep.equal(Array(7).fill(undefined));
  });

  it('tells today by its time, this year without its year, and always the zone', () => {
    const told = (zone: string, iso: string) => momentsIn(zone).text(Date.parse(iso), NOW);
    expect(told('Europe/Berlin', '2026-11-20T20:15:00Z')).to.equal('21:15:00 CET');
    expect(told('Europe/Berlin', '2026-11-21T01:30:00Z')).to.equal('Sat 21 Nov, 02:30 CET');
    expect(told('Europe/Berlin', '2026-09-21T01:30:07Z')).to.equal('Mon 21 Sep, 03:30:07 CEST');
    expect(told('Europe/Berlin', '2027-01-01T05:00:00Z')).to.equal('1 Jan 2027, 06:00 CET');
    expect(told('America/New_York', '2026-12-03T15:00:00Z')).to.equal('Thu 3 Dec, 10:00 EST');
    expect(told('Asia/Kathmandu', '2026-12-03T15:00:00Z')).to.equal('Thu 3 Dec, 20:45 UTC+05:45');
    expect(told('UTC+5:30', '2026-12-03T15:00:00Z')).to.equal('Thu 3 Dec, 20:30 UTC+05:30');
    expect(told('UTC', '2026-12-31T00:00:00Z')).to.equal('Thu 31 Dec, 00:00 UTC');
  });

  it('shows as an argument what a shell takes as one', () => {
    expect(['backup', 'data job', "it's", 'a\nb', '-x'].map(asArgument)).to.deep.equal([
      ...['backup', "'data job'", "'it'\\''s'", "'a\\nb'", '-- -x'],
    ]);
  });

  it('counts the cells of a terminal', () => {
    expect(['abc', '東京', 'é', '👩‍👩‍👧', '→'].map(cellsOf)).to.deep.equal([3, 4, 1, 2, 1]);
    expect(['ñ – “x”…', 'e\u0301', 'so\u00adft', '⚠\ufe0f', '⚠'].map(cellsOf)).to.deep.equal([8, 1, 4, 2, 1]);
  });

  it('cuts a text where it no longer fits, and never within a letter', () => {
    expect([0, 1, 2, 5, 6].map(cells => cutTo('a東京👩‍👩‍👧', cells))).to.deep.equal(['', 'a', 'a', 'a東京', 'a東京']);
    expect([3, 2].map(cells => cutTo('abc', cells))).to.deep.equal(['abc', 'ab']);
  });

  it('breaks lines between words, and within one only where it must', () => {
    expect(wrapped('every day at 02:30', 10)).to.deep.equal(['every day', 'at 02:30']);
    expect(wrapped('abcdefgh ij', 4)).to.deep.equal(['abcd', 'efgh', 'ij']);
    expect(wrapped('東京東京', 5)).to.deep.equal(['東京', '東京']);
    expect(wrapped('as it is', undefined)).to.deep.equal(['as it is']);
  });

  it('draws a bar no wider than its terminal: what is broken into lines can not be written over', () => {
    const drawn = (columns: number) => {
      let [written, nowMs] = ['', NOW];
      const err = { isAnimated: true, columns } as Sink;
      const showBriefly = (text: string) => (written = text);
      const bar = new ProgressBar({ err, showBriefly, now: () => nowMs } as unknown as Shell);
      nowMs += 2 * SECOND;
      bar.show(0.5, 'shelf 7: wine');
      return written;
    };
    expect(drawn(80)).to.equal(` 50 %  ${'█'.repeat(12)}${'░'.repeat(12)}  shelf 7: wine`);
    expect(drawn(44)).to.equal(` 50 %  ${'█'.repeat(12)}${'░'.repeat(12)}  shelf 7:`);
    for (const columns of [20, 33, 36]) expect(cellsOf(drawn(columns))).to.be.below(columns);
  });

  it('finds what was meant', () => {
    const names = ['list', 'next', 'explain', 'simulate'];
    expect(['lsit', 'nxt', 'explian', 'SIMULATE', 'sim', 'trigger'].map(name => nearest(name, names))).to.deep.equal([
      'list',
      'next',
      'explain',
      'simulate',
      'simulate',
      undefined,
    ]);
    expect(['', 's', 'xy', 'a'].map(name => nearest(name, ['at', 'b']))).to.deep.equal([
      undefined,
      undefined,
      undefined,
      'at',
    ]);
  });

  it('lays a table out for its terminal, and for none at its full width', () => {
    const columns = [
      { title: 'JOB', most: 0.3 },
      { title: 'RUNS', isNumber: true },
      { title: 'WORDS', isProse: true },
    ];
    const rows = [
      ['digest', '12', 'every weekday at 21:15, and never on a holiday'],
      ['a-name-that-is-rather-long', '7', 'hourly'],
    ];
    expect(written(40, columns, rows)).to.deep.equal([
      'JOB           RUNS  WORDS',
      'digest          12  every weekday at',
      '                    21:15, and never on',
      '                    a holiday',
      'a-name-that-     7  hourly',
      'is-rather-lo',
      'ng',
    ]);
    expect(written(27, columns, rows)).to.deep.equal([
      'JOB        RUNS  WORDS',
      'digest       12  every',
      '                 weekday',
      '                 at 21:15,',
      '                 and never',
      '                 on a',
      '                 holiday',
      'a-name-th     7  hourly',
      'at-is-rat',
      'her-long',
    ]);
    expect(written(undefined, columns, rows)[1]).to.match(
      /^digest {24}12 {2}every weekday at 21:15, and never on a holiday$/,
    );
  });

  it('keeps facts within the terminal, with the text below a label that is wider than its column', () => {
    const facts = [
      { label: '✓ pid', lines: ['4182, below a process that reaps and signals'] },
      { label: '✕ a-name-that-is-rather-long', lines: ['a run may take 5 minutes', 'shorten it'] },
    ];
    const shown = (columns: number | undefined, labelCells: number) => {
      let text = '';
      const sink: Sink = {
        ...{ isTerminal: true, isAnimated: true, columns },
        write: more => {
          text += more;
        },
        paint: (_, painted) => painted,
      };
      writeFacts(sink, facts, labelCells);
      return text.trimEnd().split('\n');
    };
    expect(shown(60, 12)).to.deep.equal([
      '✓ pid         4182, below a process that reaps and signals',
      '✕ a-name-that-is-rather-long',
      '              a run may take 5 minutes',
      '              shorten it',
    ]);
    for (const columns of [24, 30, 38, 60])
      expect(Math.max(...shown(columns, 24).map(cellsOf)), String(columns)).to.be.at.most(columns);
    expect(shown(undefined, 12)[1]).to.equal('✕ a-name-that-is-rather-long  a run may take 5 minutes');
  });

  it('finds the place of an error in the project, whatever the frame is of', () => {
    const frames: readonly (readonly [string, string | undefined])[] = [
      ['at file:///shop/jobs.mjs:3:9', 'jobs.mjs:3:9'],
      ['at async file:///shop/jobs.mjs:3:9', 'jobs.mjs:3:9'],
      ['at async open (file:///shop/jobs.mjs:3:9)', 'jobs.mjs:3:9'],
      ['at new Shop (/shop/lib/shop.cjs:12:1)', 'lib/shop.cjs:12:1'],
      ['at file:///shop/my%20jobs%20(old)/jobs.mjs:3:9', 'my jobs (old)/jobs.mjs:3:9'],
      ['at open (/shop/(admin)/jobs.cjs:3:9)', '(admin)/jobs.cjs:3:9'],
      ['at /shop/my jobs (old)/jobs.cjs:3:9', 'my jobs (old)/jobs.cjs:3:9'],
      ['at Shop.open [as run] (/shop/my jobs/jobs.cjs:3:9)', 'my jobs/jobs.cjs:3:9'],
      ['at eval (eval at open (/shop/jobs.cjs:3:9), <anonymous>:1:1)', undefined],
      ['at async Promise.all (index 0)', undefined],
      ['at async file:///elsewhere/farm.js:3:9', undefined],
      ['at async node:internal/timers:581:17', undefined],
      ['at async open (/shop/node_modules/pg/client.js:1:1)', undefined],
    ];
    for (const [frame, place] of frames)
      expect(placeIn(`Error: no shelf\n    ${frame}`, '/shop'), frame).to.equal(place);
    const parsed =
      '/shop/my jobs/jobs.cjs:2\nconst = 3;\n      ^\n\nSyntaxError: Unexpected token\n    at node:internal:1:1';
    expect(placeIn(parsed, '/shop')).to.equal('my jobs/jobs.cjs:2\nconst = 3;\n      ^');
    expect(placeIn('Error: no answer of /shop/socket:1\n    at node:internal:1:1\nError', '/shop')).to.equal(undefined);
  });
});

function written(
  columns: number | undefined,
  ...table: readonly [Parameters<typeof writeTable>[1], Parameters<typeof writeTable>[2]]
) {
  let text = '';
  const sink: Sink = {
    isTerminal: columns !== undefined,
    isAnimated: false,
    columns,
    write: piece => {
      text += piece;
    },
    paint: (_, piece) => piece,
  };
  writeTable(sink, ...table);
  return text.trimEnd().split('\n');
}
