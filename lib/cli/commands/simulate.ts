import { harmless } from '../../harmless.js';
import { type Call, type Command, LOADING } from '../command.js';
import { Complaint } from '../complaint.js';
import { EXIT } from '../exit-status.js';
import { type Jobs, loadJobs } from '../load/jobs.js';
import { readMoment } from '../load/read-moment.js';
import { type Period, rehearse } from '../rehearsal/rehearse.js';
import { readSuppositions } from '../rehearsal/suppositions.js';
import { type Simulation, type Tally, tallies, totalOf } from '../rehearsal/tally.js';
import { line } from '../shell.js';
import { counted } from '../text/count.js';
import { writeFacts } from '../text/facts.js';
import { lengthText, readLength } from '../text/length.js';
import { momentsIn } from '../text/moment.js';
import { type Cell, writeTable } from '../text/table.js';
import { writeWrapped } from '../text/wrap.js';

/** `carillon simulate`: what would happen in a time to come, as a check for CI. */
export const simulate: Command = {
  name: 'simulate',
  takes: '--to T',
  summary: 'rehearses a time to come: what would run, be skipped, be late; nothing is run',
  examples: [
    ['carillon simulate --to 2027-01-01', 'from now on'],
    ['carillon simulate --from 2026-11-20 --to 2026-11-27 --take backup=40m', 'if each backup takes 40 minutes'],
    ['carillon simulate --to tomorrow --max-skipped 0 --max-late 1m', 'a check: exits with 1 above these bounds'],
  ],
  least: 0,
  most: 0,
  options: {
    ...LOADING,
    from: { type: 'text', value: 'T', help: 'when it begins, now if not said' },
    to: { type: 'text', value: 'T', help: 'when it ends' },
    take: {
      type: 'text',
      isMany: true,
      value: 'JOB=40m',
      help: 'how long a job is supposed to take, no time if not said',
    },
    fail: { type: 'text', isMany: true, value: 'JOB=0.1', help: 'which share of its runs is supposed to fail' },
    'max-skipped': { type: 'number', value: 'N', help: 'fails if more occurrences are skipped' },
    'max-late': { type: 'text', value: '1m', help: 'fails if a run starts later than that' },
  },
  exits: '0, 1 above a bound, 3 where the registry cannot be loaded, 4 where there is no such job, or 130 after Ctrl-C',
  async run(call) {
    const bounds = { skipped: call.number('max-skipped'), lateMs: lengthOf(call, 'max-late') };
    const jobs = await loadJobs(call);
    const period = periodOf(call, jobs);
    const suppositions = readSuppositions(call, jobs);
    const beganAt = call.shell.now();
    const simulation = await rehearse(jobs, period, suppositions, call.shell);
    const rows = tallies(
      jobs.definitions.map(({ schedule }) => schedule.name),
      simulation,
    );
    const excesses = excessesOf(totalOf(rows), bounds);
    const result = { jobs, rows, simulation, excesses, tookMs: call.shell.now() - beganAt };
    if (call.isJson) writeJson(call, result);
    else writeText(call, result);
    return excesses.length === 0 ? EXIT.ok : EXIT.failed;
  },
};

interface Result {
  readonly jobs: Jobs;
  readonly rows: readonly Tally[];
  readonly simulation: Simulation;
  readonly excesses: readonly string[];
  readonly tookMs: number;
}

function periodOf({ text, shell }: Call, { carillon, registry }: Jobs): Period {
  const nowMs = shell.now();
  const [from, to] = [text('from') ?? 'now', text('to')];
  if (to === undefined) {
    throw new Complaint('simulate needs to be told when it ends', {
      code: 'usage',
      remedy: 'carillon simulate --to 7d',
    });
  }
  const read = (option: string, moment: string) => readMoment(carillon.core, option, moment, registry.zone, nowMs);
  const period = { fromMs: read('--from', from), toMs: read('--to', to) };
  if (period.fromMs < period.toMs) return period;
  throw new Complaint(`the time from ${harmless(from)} to ${harmless(to)} is empty`, { code: 'usage' });
}

function lengthOf({ text }: Call, option: string): number | undefined {
  const said = text(option);
  const ms = said === undefined ? undefined : readLength(said);
  if (said === undefined || ms !== undefined) return ms;
  throw new Complaint(`--${option} takes a length of time such as 40m, not '${harmless(said)}'`, { code: 'usage' });
}

/** What a check allows. */
interface Bounds {
  readonly skipped: number | undefined;
  readonly lateMs: number | undefined;
}

function excessesOf({ skipped, latestMs }: Tally, most: Bounds): readonly string[] {
  const excesses: string[] = [];
  if (most.skipped !== undefined && skipped > most.skipped) {
    excesses.push(`${counted(skipped, 'occurrence')} skipped, more than ${most.skipped}`);
  }
  if (most.lateMs !== undefined && latestMs > most.lateMs) {
    excesses.push(`a run starts ${lengthText(latestMs)} late, more than ${lengthText(most.lateMs)}`);
  }
  return excesses;
}

function writeText({ shell, text }: Call, { jobs, rows, simulation, excesses, tookMs }: Result): void {
  const columns = [
    { title: 'JOB', most: 0.4 },
    { title: 'RUNS', isNumber: true },
    { title: 'SKIPPED' },
    { title: 'FAILED' },
    { title: 'BUSY' },
    { title: 'LATEST START', isProse: true },
  ];
  writeTable(shell.out, columns, rows.map(cellsOf));
  const moments = momentsIn(jobs.registry.zone);
  const nowMs = shell.now();
  const { greatestOverlap, busiestMinute } = simulation;
  if (greatestOverlap !== undefined && busiestMinute !== undefined) {
    const { count, at, jobs: names } = greatestOverlap;
    line(shell.out);
    const minute = moments.dated(busiestMinute.at.toMillis(), nowMs, 'minute');
    writeFacts(shell.out, [
      {
        label: 'at once',
        lines: [`${count} on ${moments.dated(at.toMillis(), nowMs)}: ${names.map(harmless).join(', ')}`],
      },
      { label: 'busiest', lines: [`${minute}: ${counted(busiestMinute.starts, 'start')}`] },
    ]);
  }
  const { runs, skipped, cancelled } = totalOf(rows);
  const [from, to] = [text('from') ?? 'now', text('to') ?? ''].map(harmless);
  const all = `${counted(runs + skipped, 'occurrence')} from ${from} to ${to}, ${skipped} skipped`;
  const cut = cancelled === 0 ? '' : `, ${cancelled} cancelled`;
  line(shell.err);
  writeWrapped(shell.err, `${all}${cut}; simulated in ${lengthText(tookMs)}, nothing of ${jobs.file} was run`);
  for (const excess of excesses) line(shell.err, `${shell.err.paint('red', '✕')} ${excess}`);
}

function cellsOf({ job, runs, skipped, failed, busyMs, latestMs }: Tally): readonly Cell[] {
  const count = (n: number): Cell => (n === 0 ? '–' : { text: String(n), style: 'yellow' });
  return [
    harmless(job),
    String(runs),
    count(skipped),
    failed === 0 ? '–' : { text: String(failed), style: 'red' },
    busyMs === 0 ? '–' : lengthText(busyMs),
    latestMs === 0 ? 'on time' : `+${lengthText(latestMs)}`,
  ];
}

function writeJson({ shell }: Call, { rows, simulation, excesses, tookMs }: Result): void {
  const { greatestOverlap, busiestMinute } = simulation;
  const { job: _, ...totals } = totalOf(rows);
  const document = { v: 1, jobs: rows, atOnce: greatestOverlap, busiest: busiestMinute, totals, excesses, tookMs };
  line(shell.out, JSON.stringify(document));
}
