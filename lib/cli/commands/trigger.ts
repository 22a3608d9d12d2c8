import { harmless, harmlessLines } from '../../harmless.js';
import type { Command } from '../command.js';
import { Complaint } from '../complaint.js';
import { EXIT } from '../exit-status.js';
import { leaveNow, onInterrupt } from '../host/interrupt.js';
import { act } from '../live/acting.js';
import { addressOf, LIVE } from '../live/address.js';
import type { LogLine } from '../live/answers.js';
import { begunRun } from '../live/begun-run.js';
import { Client } from '../live/client.js';
import { followRun } from '../live/follow-run.js';
import { endingWords, errorLines, statusOfKind } from '../live/run-ending.js';
import { line } from '../shell.js';
import { asArgument } from '../text/argument.js';
import { ElapsedLog } from '../text/elapsed-log.js';

/** `carillon trigger`: a job once, in a running process. */
export const trigger: Command = {
  name: 'trigger',
  takes: 'job',
  summary: 'runs a job now, in a running process, and tells its log until it has ended',
  examples: [
    ['carillon trigger backup', 'waits for its end'],
    ['carillon trigger backup --detach', 'does not'],
  ],
  least: 1,
  most: 1,
  options: {
    ...LIVE,
    reason: { type: 'text', short: 'r', value: 'WHY', help: 'is kept with the run' },
    data: { type: 'text', value: 'JSON', help: 'is refused: a dashboard takes none; carillon run --data does' },
    detach: { type: 'flag', short: 'd', help: 'comes back at once' },
  },
  exits:
    '0, 1 where the run failed, 4 where there is no such job, 5 where it cannot run now or was skipped, 6 where nothing answers or it refuses to, or 130 after Ctrl-C, which leaves the run going on',
  async run(call) {
    const { shell, isJson } = call;
    const [job = ''] = call.names;
    if (call.text('data') !== undefined) refuseData(job);
    if (call.flag('detach')) {
      return await act(call, 'run', { job }, ({ run }) => {
        return `${job} was triggered${run === undefined ? '' : `, run ${run}`}`;
      });
    }
    const client = new Client(addressOf(call));
    const log = new ElapsedLog(shell);
    let id: string | undefined;
    const heard = onInterrupt(({ status }) => {
      const goes = id === undefined ? 'may have been begun there, and then goes on' : 'goes on there';
      line(shell.err, `\n${harmless(job)} ${goes}; carillon cancel ${asArgument(job)} ends it`);
      leaveNow(status);
    });
    const told = ({ level, text }: LogLine) => {
      if (!isJson) log.say(harmless(`${level.padEnd(5)}  ${text}`));
    };
    id = await begunRun(client, job, call.text('reason') || undefined);
    const answer = await followRun(client, id, told)
      .catch(cause => lostSightOf(job, cause))
      .finally(heard);
    const { run } = answer;
    if (isJson) line(shell.out, JSON.stringify(answer));
    else {
      log.say(harmless(`${job} ${endingWords(run)}`));
      // Of a run that was cancelled that says no more than why.
      const error = run.kind === 'cancelled' ? undefined : run.error;
      for (const text of errorLines(error)) log.below(harmless(text));
      if (run.value !== undefined) line(shell.out, shell.out.isTerminal ? harmlessLines(run.value) : run.value);
    }
    return statusOfKind(run.kind);
  },
};

/** Whoever is told only that nothing answers takes it for not triggered, and triggers it again. */
function lostSightOf(job: string, cause: unknown): never {
  if (!(cause instanceof Complaint) || cause.status !== EXIT.unreachable) throw cause;
  const remedy = `${harmless(job)} was triggered and may go on there: carillon log ${asArgument(job)} tells what came of it`;
  throw new Complaint(cause.message, { code: 'unreachable', remedy, cause });
}

function refuseData(job: string): never {
  throw new Complaint('a dashboard takes no data for a run', {
    code: 'usage',
    remedy: [
      `run it here, where its registry is: carillon run --data … ${asArgument(job)}`,
      'or ask for it in code: scheduler.get(…).trigger(data), or scheduler.enqueue(…, data) in a farm',
    ].join('\n'),
  });
}
