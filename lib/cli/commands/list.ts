import { harmless } from '../../harmless.js';
import { type Call, type Command, LOADING } from '../command.js';
import { EXIT } from '../exit-status.js';
import { ask } from '../load/ask.js';
import { type Definition, type Jobs, loadJobs } from '../load/jobs.js';
import { insteadOfNext, rulesOf } from '../load/phrase.js';
import { startsOf } from '../load/starts.js';
import { zoneOfTimes } from '../load/zone.js';
import { line } from '../shell.js';
import { counted } from '../text/count.js';
import { untilText } from '../text/length.js';
import { type Moments, momentsIn } from '../text/moment.js';
import { type Cell, type Column, writeTable } from '../text/table.js';
import { writeWrapped } from '../text/wrap.js';

/** `carillon list`: the jobs, soonest first. */
export const list: Command = {
  name: 'list',
  takes: '',
  summary: 'the jobs, soonest first',
  examples: [
    ['carillon list', 'of the registry in jobs.ts, src/jobs.ts, schedule.ts or src/schedule.ts'],
    ['carillon list --zone job', 'each job in its own zone'],
    ['carillon list --json | jq .jobs[0]', 'for programs'],
  ],
  least: 0,
  most: 0,
  options: {
    ...LOADING,
    zone: { type: 'text', short: 'z', value: 'Z|job', help: 'the zone of the times; job: that of each job' },
  },
  exits: '0, or 3 where the registry cannot be loaded',
  async run(call) {
    const jobs = await loadJobs(call);
    const nowMs = call.shell.now();
    const ofAll = zoneOfTimes(jobs.carillon.core, call, jobs.registry.zone);
    const rows = soonestFirst(jobs, nowMs);
    if (call.isJson) writeJson(call, rows, nowMs);
    else writeText(call, jobs, rows, ofAll, nowMs);
    return EXIT.ok;
  },
};

interface Row {
  readonly definition: Definition;
  /** When its next run starts, jitter included. */
  readonly next: ReturnType<Definition['schedule']['next']>;
  readonly nextMs: number | undefined;
}

/** Less than this leaves no room for what the rules say. */
const COLUMNS_FOR_RULES = 100;

function soonestFirst({ definitions, file }: Jobs, nowMs: number): readonly Row[] {
  const rows = definitions.map((definition): Row => {
    const { schedule } = definition;
    const [next] = ask(file, schedule, () => startsOf(schedule, 1, nowMs));
    return { definition, next, nextMs: next?.toMillis() };
  });
  return rows.sort((a, b) => (a.nextMs ?? Number.MAX_VALUE) - (b.nextMs ?? Number.MAX_VALUE));
}

function writeText(
  { shell }: Call,
  { file, registry }: Jobs,
  rows: readonly Row[],
  ofAll: Moments | undefined,
  nowMs: number,
): void {
  const hasRules = (shell.out.columns ?? COLUMNS_FOR_RULES) >= COLUMNS_FOR_RULES;
  const columns: Column[] = [
    { title: 'NEXT' },
    { title: 'IN' },
    { title: 'JOB', most: 0.3 },
    { title: 'SCHEDULE', isProse: true },
  ];
  if (hasRules) columns.push({ title: 'RULES', most: 0.25 });
  const cells = rows.map(({ definition, nextMs }): readonly Cell[] => {
    const { schedule } = definition;
    const moments = ofAll ?? momentsIn(schedule.zone);
    const next = nextMs === undefined ? insteadOfNext(schedule) : moments.text(nextMs, nowMs);
    const zone = schedule.zone === registry.zone ? '' : `, ${schedule.zone}`;
    const row: Cell[] = [next, nextMs === undefined ? '–' : untilText(nextMs - nowMs)];
    row.push({ text: harmless(schedule.name), style: 'bold' }, harmless(`${schedule.words}${zone}`));
    return hasRules ? [...row, harmless(rulesOf(definition))] : row;
  });
  writeTable(shell.out, columns, cells);
  const zones = ofAll === undefined ? 'times of the zone of each job' : `times of ${ofAll.zone}, --zone says another`;
  line(shell.err);
  writeWrapped(shell.err, `${counted(rows.length, 'job')} in ${file}, soonest first; ${zones}`);
}

/** Without cron text, which takes long to make sure of: `explain` gives that of one job. */
function writeJson({ shell }: Call, rows: readonly Row[], nowMs: number): void {
  const jobs = rows.map(({ definition, next, nextMs }) => {
    const { schedule, timeoutMs, retry, overlap, group } = definition;
    return {
      name: schedule.name,
      words: schedule.words,
      zone: schedule.zone,
      ...(nextMs === undefined ? {} : { next: next?.toISO(), inMs: nextMs - nowMs }),
      rules: { overlap, timeoutMs, attempts: retry?.attempts, group },
    };
  });
  line(shell.out, JSON.stringify({ v: 1, jobs }));
}
