import type { Command } from '../command.js';
import { ACTING_EXITS, act } from '../live/acting.js';
import { LIVE } from '../live/address.js';

/** `carillon cancel`: aborts the run in progress. */
export const cancel: Command = {
  name: 'cancel',
  takes: 'job',
  summary: 'aborts the run in progress of a job, in a running process; its next occurrence stays',
  examples: [
    ["carillon cancel backup --reason 'disk is full'", ''],
    ['carillon cancel backup --run ID', 'that run, and no later one'],
  ],
  least: 1,
  most: 1,
  options: {
    ...LIVE,
    reason: { type: 'text', short: 'r', value: 'WHY', help: 'is kept with the run' },
    run: { type: 'text', value: 'ID', help: 'only this run' },
  },
  exits: ACTING_EXITS,
  run(call) {
    const [job = ''] = call.names;
    return act(call, 'cancel', { job, run: call.text('run') }, () => `the run of ${job} is being cancelled`);
  },
};
