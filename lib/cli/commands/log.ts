import { harmless } from '../../harmless.js';
import type { Call, Command } from '../command.js';
import { Complaint } from '../complaint.js';
import { EXIT } from '../exit-status.js';
import { leaveNow, onInterrupt } from '../host/interrupt.js';
import { addressOf, LIVE } from '../live/address.js';
import type { LogLine, Row, Run } from '../live/answers.js';
import { Client } from '../live/client.js';
import { followRun } from '../live/follow-run.js';
import { type EndedRun, endingWords } from '../live/run-ending.js';
import { line } from '../shell.js';
import { momentsIn } from '../text/moment.js';

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
    count: { type: 'number', short: 'n', value: 'N', help: `how many, ${USUAL_COUNT} if not said` },
  },
  exits: '0, 4 where there is no such job, 6 where nothing answers or it refuses to, or 130 after Ctrl-C',
  async run(call) {
    const [job] = call.names;
    const limit = call.number('count') ?? USUAL_COUNT;
    if (limit > MOST) throw new Complaint(`log shows ${MOST} runs at most, not ${limit}`, { code: 'usage' });
    const client = new Client(addressOf(call));
    const [{ scheduler }, { runs }] = await Promise.all([
      client.state(),
      limit === 0 ? { runs: [] } : client.get<{ readonly runs: readonly Run[] }>('runs', { job, limit }),
    ]);
    const writer = new Writer(call, scheduler.zone);
    if (call.isJson && !call.flag('follow')) line(call.shell.out, JSON.stringify({ v: 1, runs }));
    else for (const run of [...runs].reverse()) writer.ended(run);
    if (call.flag('follow')) await follow(client, job, writer);
    return EXIT.ok;
  },
};

/** Until the stream ends, or Ctrl-C does. */
async function follow(client: Client, job: string | undefined, writer: Writer): Promise<void> {
  const heard = onInterrupt(({ status }) => leaveNow(status));
  const seen = new Map<string, string | undefined>();
  const followed = new Set<string>();
  const { jobs } = await client.allJobs();
  for (const { name, last } of jobs) seen.set(name, last?.id);
  for (const row of jobs) lines(row);
  for await (const { event, data } of client.events({}, new AbortController().signal)) {
    if (event === 'bye') writer.note(`the process ends the stream: ${(data as { reason: string }).reason}`);
    if (event === 'jobs' && Array.isArray(data)) for (const row of data as readonly Row[]) changed(row);
  }
  heard();

  function changed(row: Row): void {
    if (job !== undefined && row.name !== job) return;
    if (row.last !== undefined && row.last.id !== seen.get(row.name)) {
      seen.set(row.name, row.last.id);
      writer.ended({ ...row.last, job: row.name, attempts: 1 });
    }
    lines(row);
  }

  /** Of all jobs at once, the lines that they log would be too many. */
  function lines({ name, run }: Row): void {
    if (name !== job || run === undefined || followed.has(run)) return;
    followed.add(run);
    followRun(client, run, logged => writer.line(name, logged)).catch(() => {});
  }
}

type LoggedRun = EndedRun & Pick<Run, 'job' | 'at' | 'startedAt' | 'host'>;

class Writer {
  readonly #call: Call;
  readonly #zone: string;

  constructor(call: Call, zone: string) {
    this.#call = call;
    this.#zone = zone;
  }

  ended(run: LoggedRun): void {
    const { job, message, startedAt, at, host } = run;
    const where = host === undefined ? '' : ` on ${host}`;
    const why = message === undefined || run.kind !== 'failed' ? '' : `: ${message}`;
    this.#write(startedAt ?? at, run, `${job} ${endingWords(run)}${where}${why}`);
  }

  line(job: string, logged: LogLine): void {
    this.#write(logged.at, { job, ...logged }, `${job} ${logged.level}  ${logged.text}`);
  }

  note(text: string): void {
    line(this.#call.shell.err, harmless(text));
  }

  #write(at: number, document: object, text: string): void {
    const { shell, isJson } = this.#call;
    const shown = `${momentsIn(this.#zone).text(at, shell.now())}  ${harmless(text)}`;
    line(shell.out, isJson ? JSON.stringify({ v: 1, ...document }) : shown);
  }
}
