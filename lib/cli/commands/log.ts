import type { Command } from '../command.js';
import { Complaint } from '../complaint.js';
import { EXIT } from '../exit-status.js';
import { leaveNow, onInterrupt } from '../host/interrupt.js';
import { addressOf, LIVE } from '../live/address.js';
import { Client } from '../live/client.js';
import { EndedRuns } from '../live/ended-runs.js';
import { followAll } from '../live/follow-all.js';
import { RunLog } from '../live/run-log.js';
import { line } from '../shell.js';

const USUAL_COUNT = 20;
const MOST = 500;

/** `carillon log`: what has run, and with -f what runs. */
export const log: Command = {
  name: 'log',
  takes: '[job]',
  summary: 'the last runs of a running process, and with -f those to come as they end',
  examples: [
    ['carillon log', `the last ${USUAL_COUNT} runs`],
    ['carillon log backup -f', 'of one job, with the lines that it logs, until Ctrl-C'],
  ],
  least: 0,
  most: 1,
  options: {
    ...LIVE,
    follow: { type: 'flag', short: 'f', help: 'goes on until Ctrl-C' },
    json: { type: 'flag', help: 'one JSON document instead of text, with -f one a line for each run and what it logs' },
    count: { type: 'number', short: 'n', value: 'N', help: `how many, ${USUAL_COUNT} if not said` },
  },
  exits: '0, 4 where there is no such job, 6 where nothing answers or it refuses to, or 130 after Ctrl-C',
  async run(call) {
    const [job] = call.names;
    const limit = call.number('count') ?? USUAL_COUNT;
    if (limit > MOST) throw new Complaint(`log shows ${MOST} runs at most, not ${limit}`, { code: 'usage' });
    const client = new Client(addressOf(call));
    const ended = new EndedRuns(client, job);
    const [{ scheduler }, runs] = await Promise.all([client.state(), ended.last(limit)]);
    const log = new RunLog(call, scheduler.zone);
    const isFollowed = call.flag('follow');
    if (call.isJson && !isFollowed) line(call.shell.out, JSON.stringify({ v: 1, runs }));
    else for (const run of [...runs].reverse()) log.ended(run);
    if (!isFollowed) return EXIT.ok;
    const heard = onInterrupt(({ status }) => leaveNow(status));
    await followAll(client, job, ended, log).finally(heard);
    return EXIT.ok;
  },
};
