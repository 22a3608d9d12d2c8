import { harmless } from '../../harmless.js';
import type { Call, Command } from '../command.js';
import { EXIT } from '../exit-status.js';
import { addressOf, LIVE } from '../live/address.js';
import type { Row, State } from '../live/answers.js';
import { Client } from '../live/client.js';
import { line, type Style } from '../shell.js';
import { counted } from '../text/count.js';
import { lengthText, untilText } from '../text/length.js';
import { momentsThere } from '../text/moment.js';
import { percent } from '../text/progress-bar.js';
import { type Cell, writeRows } from '../text/table.js';

/** `carillon status`: how a running process is. */
export const status: Command = {
  name: 'status',
  takes: '',
  summary: 'how a running process is: what fails, runs, waits or is paused',
  examples: [
    ['carillon status --url http://127.0.0.1:3000/jobs', 'by its dashboard'],
    ['carillon status --check', 'a check: exits with 1 while a job is failing'],
  ],
  least: 0,
  most: 0,
  options: {
    ...LIVE,
    all: { type: 'flag', short: 'a', help: 'lists the jobs that are fine, too' },
    check: { type: 'flag', help: 'exits with 1 while a job is failing' },
  },
  exits: '0, 1 with --check while a job is failing, or 6 where nothing answers or it refuses to',
  async run(call) {
    const client = new Client(addressOf(call));
    const [state, byName] = await Promise.all([client.state(), client.jobs()]);
    const jobs = [...byName].sort((a, b) => lookOf(a).rank - lookOf(b).rank || nextOf(a) - nextOf(b));
    if (call.isJson) line(call.shell.out, JSON.stringify({ ...state, jobs }));
    else writeText(call, state, jobs);
    const isBad = state.counts.failing > 0 || jobs.some(isBroken);
    return call.flag('check') && isBad ? EXIT.failed : EXIT.ok;
  },
};

/** How a state is shown, and where in the list. */
interface Look {
  /** What needs a look has the lowest. */
  readonly rank: number;
  readonly mark: string;
  readonly style: Style;
  /** Only `--all` lists it. */
  readonly isFine?: true;
}

/** In the order in which a dashboard lists them, too. */
const LOOKS: ReadonlyMap<string, Look> = new Map<string, Look>([
  ['broken', { rank: 0, mark: '✕', style: 'red' }],
  ['failing', { rank: 1, mark: '✕', style: 'red' }],
  ['due', { rank: 2, mark: '○', style: 'yellow' }],
  ['cancelling', { rank: 3, mark: '●', style: 'cyan' }],
  ['running', { rank: 3, mark: '●', style: 'cyan' }],
  ['waiting', { rank: 4, mark: '○', style: 'yellow' }],
  ['ok', { rank: 5, mark: '✓', style: 'green', isFine: true }],
  ['never', { rank: 5, mark: '✓', style: 'green', isFine: true }],
  ['paused', { rank: 6, mark: '‖', style: 'yellow' }],
  ['ended', { rank: 7, mark: '✓', style: 'green', isFine: true }],
]);
/** What another version knows is before all. */
const UNKNOWN: Look = { rank: -1, mark: '✓', style: 'green' };

function lookOf({ state }: Row): Look {
  return LOOKS.get(state) ?? UNKNOWN;
}

function nextOf({ next = Number.MAX_SAFE_INTEGER }: Row): number {
  return next;
}

function isBroken({ state }: Row): boolean {
  return state === 'failing' || state === 'broken';
}

function writeText(call: Call, state: State, jobs: readonly Row[]): void {
  const { out, err } = call.shell;
  line(out, harmless(headline(state)));
  const shown = call.flag('all') ? jobs : jobs.filter(row => lookOf(row).isFine !== true);
  writeRows(
    out,
    [{ most: 0.3 }, {}, { isProse: true }, {}],
    shown.map(row => cellsOf(row, state)),
  );
  const others = jobs.length - shown.length;
  if (others === 0) return;
  const who = counted(others, shown.length === 0 ? 'job' : 'other');
  line(err, `${who} ${others === 1 ? 'is' : 'are'} fine; --all lists them`);
}

function headline({ now, scheduler, counts }: State): string {
  const { name, host, pid, startedAt, state } = scheduler;
  const up = startedAt === undefined ? '' : `, up ${lengthText(now - startedAt)}`;
  const parts = [
    counted(counts.jobs, 'job'),
    ...(['running', 'failing', 'paused'] as const).flatMap(what =>
      counts[what] === 0 ? [] : [`${counts[what]} ${what}`],
    ),
  ];
  const ending = state === 'running' ? '' : `; it is ${state}`;
  return `${name} on ${host}, process ${pid}${up}: ${parts.join(', ')}${ending}`;
}

/** Mark and name, how it is, what it says, when. */
function cellsOf(row: Row, { now, scheduler }: State): readonly Cell[] {
  const { mark, style } = lookOf(row);
  const name: Cell = { text: `${mark} ${harmless(row.name)}`, style };
  const moments = momentsThere(row.zone || scheduler.zone);
  const next = row.next === undefined ? '' : `next in ${untilText(row.next - now)}`;
  const since = row.since === undefined ? '' : lengthText(now - row.since);
  const cells = (how: string, what = '', when = '') => [name, ...[how, what, when].map(harmless)];
  switch (row.state) {
    case 'failing':
      return cells(row.streak > 1 ? `failing ×${row.streak}` : 'failing', row.last?.message, next);
    case 'running':
    case 'cancelling':
      return cells(progressOf(row), row.progress?.message, `${since} so far`);
    case 'paused': {
      const by = row.paused?.by === undefined ? '' : ` by ${row.paused.by}`;
      const at = row.paused?.at;
      return cells(`paused${by}`, row.paused?.reason, at === undefined ? '' : `since ${moments.day(at, now)}`);
    }
    case 'broken':
      // How its last run ended is not why.
      return cells('broken', 'its schedule threw', next);
    case 'waiting':
      return cells('waiting', 'for its group, or for room', `${since} so far`);
    default:
      return cells(row.state, row.last?.message, next);
  }
}

function progressOf({ progress, state }: Row): string {
  if (progress?.total === undefined || progress.total === 0) return state;
  return percent(progress.done / progress.total).trim();
}
