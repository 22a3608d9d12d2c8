import type { Command } from '../command.js';
import { ACTING_EXITS, act } from '../live/acting.js';
import { LIVE } from '../live/address.js';
import type { Row } from '../live/answers.js';
import { counted } from '../text/count.js';
import { momentsThere } from '../text/moment.js';
import { jobMeant } from './pause.js';

/** `carillon resume`: ends a pause. */
export const resume: Command = {
  name: 'resume',
  takes: 'job|--all',
  summary: 'ends the pause of a job in a running process; nothing is caught up with',
  examples: [
    ['carillon resume digest', ''],
    ['carillon resume --all', 'all jobs'],
  ],
  least: 0,
  most: 1,
  options: {
    ...LIVE,
    reason: { type: 'text', short: 'r', value: 'WHY', help: 'is kept in its activity' },
    all: { type: 'flag', help: 'all jobs' },
  },
  exits: ACTING_EXITS,
  async run(call) {
    const job = jobMeant(call);
    if (job === undefined)
      return await act(call, 'resumeAll', {}, ({ count = 0 }) => `${counted(count, 'job')} resumed`);
    return await act(call, 'resume', { job }, done => `${job} is resumed${nextText(done.job, call.shell.now())}`);
  },
};

/** `, next Sat 21 Nov, 02:30 CET`, or nothing. */
function nextText(row: Row | undefined, nowMs: number): string {
  return row?.next === undefined ? '' : `, next ${momentsThere(row.zone).text(row.next, nowMs)}`;
}
