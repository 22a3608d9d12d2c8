import { harmless } from '../../harmless.js';
import type { Call, Command } from '../command.js';
import { Complaint } from '../complaint.js';
import { ACTING_EXITS, act } from '../live/acting.js';
import { addressOf, LIVE } from '../live/address.js';
import type { Done, Row } from '../live/answers.js';
import { Client } from '../live/client.js';
import { ownCarillon } from '../load/carillon-copy.js';
import { readMoment } from '../load/read-moment.js';
import { counted } from '../text/count.js';
import { momentsThere } from '../text/moment.js';

/** `carillon pause`: starts a job no more. */
export const pause: Command = {
  name: 'pause',
  takes: 'job|--all',
  summary: 'starts a job no more in a running process, until it is resumed',
  examples: [
    ["carillon pause digest --reason 'INC-2231' --until tomorrow", ''],
    ["carillon pause --all --reason 'moving the database'", 'all jobs'],
  ],
  least: 0,
  most: 1,
  options: {
    ...LIVE,
    reason: { type: 'text', short: 'r', value: 'WHY', help: 'is shown wherever the pause is' },
    until: { type: 'text', value: 'T', help: 'when it ends by itself: tomorrow, 18:00, 2h, 2026-11-23' },
    all: { type: 'flag', help: 'all jobs' },
  },
  exits: ACTING_EXITS,
  async run(call) {
    const until = call.text('until');
    const job = jobMeant(call);
    const untilMs = until === undefined ? undefined : await untilOf(call, job, until);
    if (job === undefined)
      return await act(call, 'pauseAll', { until: untilMs }, ({ count = 0 }) => `${counted(count, 'job')} paused`);
    return await act(call, 'pause', { job, until: untilMs }, done => said(job, done, call.shell.now(), untilMs));
  },
};

/** The one job that is named, or `undefined` for all. @throws Complaint where neither is said, or both */
export function jobMeant({ names, flag }: Call): string | undefined {
  const [job] = names;
  if ((job === undefined) === flag('all')) return job;
  const message = job === undefined ? 'which job?' : `which is meant, ${harmless(job)} or --all?`;
  throw new Complaint(message, { code: 'usage', remedy: 'name one, or say --all' });
}

/** A time without a zone is meant in that of the job, or of the scheduler where all are meant. */
async function untilOf(call: Call, job: string | undefined, until: string): Promise<number> {
  const client = new Client(addressOf(call));
  const { now, zone } =
    job === undefined
      ? await client.state().then(state => ({ now: state.now, zone: state.scheduler.zone }))
      : await client.job(job).then(answer => ({ now: answer.now, zone: answer.job.zone }));
  const untilMs = readMoment((await ownCarillon()).core, '--until', until, zone, now);
  if (untilMs > now) return untilMs;
  throw new Complaint(`--until ${harmless(until)} is past`, { code: 'usage' });
}

function said(name: string, { job }: Done, nowMs: number, untilMs: number | undefined): string {
  const paused: Row['paused'] = job?.paused;
  const at = paused?.until ?? untilMs;
  const until = at === undefined ? 'it is resumed' : momentsThere(job?.zone ?? 'UTC').text(at, nowMs);
  const why = paused?.reason === undefined ? '' : `: ${paused.reason}`;
  return `${name} is paused until ${until}${why}. Occurrences until then are skipped.`;
}
