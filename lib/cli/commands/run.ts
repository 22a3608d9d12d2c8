import { harmless, harmlessLines } from '../../harmless.js';
import { type Call, type Command, LOADING } from '../command.js';
import { Complaint } from '../complaint.js';
import { orWhenUncaught } from '../host/loading.js';
import { saidFarm } from '../load/exported-farm.js';
import { definitionOf, loadJobs } from '../load/jobs.js';
import { endingText, statusOf } from '../runs/ending.js';
import { DATA, readData } from '../runs/read-data.js';
import { type Ended, type Progress, runHere } from '../runs/run-here.js';
import { line, type Shell, type Style } from '../shell.js';
import { ElapsedLog } from '../text/elapsed-log.js';
import { failureLines, messageOf } from '../text/failure.js';
import { ProgressBar, percent } from '../text/progress-bar.js';
import { plainValue, valueText } from '../text/value.js';

/** `carillon run`: a job once, here. */
export const run: Command = {
  name: 'run',
  takes: 'job',
  summary: 'runs a job once, here and now, without starting the scheduler',
  examples: [
    ['carillon run stock-count', 'its log goes to stderr, what it gives back to stdout'],
    ['carillon run stock-count > count.txt', 'only that'],
    [`carillon run invoice --data '{"order":42}'`, 'with what it finds as context.data'],
  ],
  least: 1,
  most: 1,
  options: { ...LOADING, ...DATA },
  exits:
    '0, 1 where the run failed or was cancelled, 3 where the registry cannot be loaded, 4 where there is no such job, 5 where the run was skipped, 124 where it timed out, 130 after Ctrl-C',
  async run(call) {
    const data = await readData(call);
    const jobs = await loadJobs(call);
    const { schedule } = definitionOf(jobs, call.names[0] ?? '');
    if (saidFarm(jobs.exports) !== undefined) {
      line(call.shell.err, 'this run takes no place in the farm: another host may run the job at the same time');
    }
    const report = new Report(call.shell);
    const running = runHere(jobs, schedule.name, data, report);
    const ended = await orWhenUncaught(running, thrown => letGo(schedule.name, thrown, call.shell.folder));
    report.end();
    if (call.isJson) writeJson(call, ended);
    else writeText(call, ended, report);
    return ended.interruption?.status ?? statusOf(ended.record);
  },
};

/** As where no scheduler stands around it, the process ends with it: here by saying so, also as JSON. */
function letGo(name: string, cause: unknown, folder: string): Complaint {
  const message = `${harmless(name)} lets an error go that nobody catches: ${failureLines(cause, folder).join('\n')}`;
  return new Complaint(message, {
    code: 'failed',
    remedy: 'let it await or return what it begins, and catch what its timers and listeners throw',
    cause,
  });
}

const STYLES: Readonly<Record<string, Style>> = { debug: 'dim', info: 'cyan', warn: 'yellow', error: 'red' };

/** Tells on stderr what a run says, each line with the time since its start. */
class Report {
  readonly #shell: Shell;
  readonly #bar: ProgressBar;
  readonly #log: ElapsedLog;
  #last: Progress | undefined;

  constructor(shell: Shell) {
    this.#shell = shell;
    this.#bar = new ProgressBar(shell);
    this.#log = new ElapsedLog(shell);
  }

  line(level: string, text: string, data: unknown): void {
    const { err } = this.#shell;
    const beside = data === undefined ? '' : ` ${valueText(data)}`;
    this.say(`${err.paint(STYLES[level] ?? 'dim', level.padEnd(5))}  ${harmless(`${text}${beside}`)}`);
  }

  progress(progress: Progress): void {
    this.#last = progress;
    this.#bar.show(shareOf(progress), progress.message);
  }

  left(): void {
    this.say('it goes on in spite of that, and is left');
  }

  end(): void {
    if (this.#last === undefined) return;
    const { done, total, message } = this.#last;
    const far = total === undefined ? `${done}` : percent(shareOf(this.#last)).trim();
    this.say(`${far}${message === undefined ? '' : `  ${harmless(message)}`}`);
  }

  say(text: string): void {
    this.#log.say(text);
  }

  /** Below what was said last. */
  below(text: string): void {
    this.#log.below(text);
  }
}

function shareOf({ done, total }: Progress): number {
  return total === undefined || total === 0 ? 0 : done / total;
}

function writeText({ shell }: Call, { record }: Ended, report: Report): void {
  report.say(harmless(`${record.jobName} ${endingText(record)}`));
  if (record.error !== undefined && record.outcome.kind !== 'cancelled') {
    for (const text of failureLines(record.error, shell.folder)) report.below(text);
  }
  if (record.outcome.kind !== 'succeeded') return;
  const text = valueText(record.outcome.value);
  if (text !== '') line(shell.out, shell.out.isTerminal ? harmlessLines(text) : text);
}

function writeJson({ shell }: Call, { record }: Ended): void {
  const { jobName, outcome, attempts, duration, lines, error } = record;
  const document = {
    job: jobName,
    outcome: outcome.kind,
    ...('value' in outcome ? { value: plainValue(outcome.value) } : {}),
    ...('detail' in outcome ? { detail: outcome.detail } : {}),
    ...(error === undefined ? {} : { error: { message: messageOf(error) } }),
    attempts,
    ms: duration === undefined ? undefined : Math.round(duration.toMillis()),
    lines: lines.map(({ level, message, data }) => ({ level, message, data: plainValue(data) })),
  };
  line(shell.out, JSON.stringify({ v: 1, run: document }));
}
