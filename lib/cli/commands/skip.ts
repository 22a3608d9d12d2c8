import type { Command } from '../command.js';
import { ACTING_EXITS, act } from '../live/acting.js';
import { LIVE } from '../live/address.js';
import { momentsThere } from '../text/moment.js';

/** `carillon skip`: leaves out the next occurrence. */
export const skip: Command = {
  name: 'skip',
  takes: 'job',
  summary: 'leaves out the next occurrence of a job, in a running process',
  examples: [["carillon skip digest --reason 'nobody is in'", 'said again: the one after that']],
  least: 1,
  most: 1,
  options: { ...LIVE, reason: { type: 'text', short: 'r', value: 'WHY', help: 'is kept with the occurrence' } },
  exits: ACTING_EXITS,
  run(call) {
    const [job = ''] = call.names;
    const nowMs = call.shell.now();
    return act(call, 'skip', { job }, ({ at, job: row }) => {
      const moments = momentsThere(row?.zone ?? 'UTC');
      const what = at === undefined ? 'its next occurrence' : moments.text(at, nowMs);
      const isLater = row?.next !== undefined && row.next > (at ?? 0);
      const next = isLater ? `; next ${moments.text(row.next, nowMs)}` : '';
      return `${job} skips ${what}${next}`;
    });
  },
};
