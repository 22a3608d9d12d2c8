import { harmless } from '../../harmless.js';
import { type Command, LOADING } from '../command.js';
import { Complaint } from '../complaint.js';
import { EXIT } from '../exit-status.js';
import { ask } from '../load/ask.js';
import { type Definition, definitionOf, type Jobs, loadJobs } from '../load/jobs.js';
import { readMoment } from '../load/read-moment.js';
import { mostStarts } from '../load/starts.js';
import { zoneOfTimes } from '../load/zone.js';
import { line } from '../shell.js';
import { lengthText, untilText } from '../text/length.js';
import { momentsIn } from '../text/moment.js';
import { writeTable } from '../text/table.js';
import { writeWrapped } from '../text/wrap.js';

const USUAL_COUNT = 10;
const MOST = 10_000;

/** `carillon next`: the starts to come, of all jobs or of some, in one list. */
export const next: Command = {
  name: 'next',
  takes: '[job…]',
  summary: 'the starts to come, merged in order',
  examples: [
    ['carillon next', `the next ${USUAL_COUNT} of all jobs`],
    ['carillon next digest -n 2', 'the next two of one'],
    ['carillon next --from 2026-12-24', 'as on that day'],
  ],
  least: 0,
  most: Number.POSITIVE_INFINITY,
  options: {
    ...LOADING,
    count: { type: 'number', short: 'n', value: 'N', help: `how many, ${USUAL_COUNT} if not said` },
    from: { type: 'text', value: 'T', help: 'the moment from which on, now if not said' },
    zone: { type: 'text', short: 'z', value: 'Z|job', help: 'the zone of the times; job: that of each job' },
  },
  exits: '0, 3 where the registry cannot be loaded, or 4 where there is no such job',
  async run(call) {
    const jobs = await loadJobs(call);
    const { shell, isJson } = call;
    const count = call.number('count') ?? USUAL_COUNT;
    if (count > MOST) throw new Complaint(`next lists ${MOST} starts at most, not ${count}`, { code: 'usage' });
    const nowMs = shell.now();
    const { zone } = jobs.registry;
    const { core } = jobs.carillon;
    const ofAll = zoneOfTimes(core, call, zone);
    const from = call.text('from');
    const fromMs = from === undefined ? nowMs : readMoment(core, '--from', from, zone, nowMs);
    const starts = startsOf(jobs, call.names, count, fromMs);
    if (isJson) {
      const runs = starts.map(({ job, at }) => ({ job, at: at.toISO(), zone: at.zoneName }));
      line(shell.out, JSON.stringify({ v: 1, runs }));
      return EXIT.ok;
    }
    const rows = starts.map(({ job, at }) => {
      const ms = at.toMillis();
      // From a moment that is past on.
      const away = ms < nowMs ? `${lengthText(nowMs - ms)} ago` : untilText(ms - nowMs);
      return [(ofAll ?? momentsIn(at.zoneName)).text(ms, nowMs), away, harmless(job)];
    });
    writeTable(shell.out, [{ title: 'NEXT' }, { title: 'IN' }, { title: 'JOB', isProse: true }], rows);
    if (starts.length === count) return EXIT.ok;
    line(shell.err);
    writeWrapped(
      shell.err,
      `no more than ${starts.length}: the rest hangs on a start, waits to be asked for, or is over`,
    );
    return EXIT.ok;
  },
};

interface Start {
  readonly job: string;
  readonly at: ReturnType<Definition['schedule']['preview']>[number];
}

/** The earliest starts. No job is asked for more than may be among them, and few more are kept than that. */
function startsOf(jobs: Jobs, names: readonly string[], count: number, fromMs: number): readonly Start[] {
  const chosen = names.length === 0 ? jobs.definitions : [...new Set(names)].map(name => definitionOf(jobs, name));
  let starts: Start[] = [];
  let lastMs = Number.POSITIVE_INFINITY;
  for (const { schedule } of chosen) {
    const startAfter = (ms: number) => ask(jobs.file, schedule, () => schedule.preview(1, ms)[0]);
    const most = Math.min(count, mostStarts(schedule));
    let at = startAfter(fromMs - 1);
    for (let i = 0; i < most && at !== undefined && at.toMillis() < lastMs; i++) {
      starts.push({ job: schedule.name, at });
      at = startAfter(at.toMillis());
    }
    if (starts.length < 2 * count) continue;
    starts = earliest(starts, count);
    lastMs = starts.at(-1)?.at.toMillis() ?? lastMs;
  }
  return earliest(starts, count);
}

function earliest(starts: readonly Start[], count: number): Start[] {
  return [...starts].sort((a, b) => a.at.toMillis() - b.at.toMillis()).slice(0, count);
}
