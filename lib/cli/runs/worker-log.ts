import { harmless } from '../../harmless.js';
import { line, type Shell, type Style } from '../shell.js';
import { failureLines, messageOf } from '../text/failure.js';
import { momentsIn } from '../text/moment.js';
import { endingText } from './ending.js';
import type { RunRecord } from './run-here.js';

/** A run that has begun. */
export type RunStart = Pick<RunRecord, 'jobName' | 'trigger' | 'key'>;

/** Something that happened to the farm of a worker. */
export interface FarmHappening {
  readonly kind: string;
  readonly text: string;
  readonly error: unknown;
}

/** What somebody should know of it; the rest is its everyday life. */
const WORTH_TELLING: readonly string[] = ['away', 'back', 'refused', 'moved', 'problem', 'over'];

/** Prints the runs of a worker, a line each as they begin and end, or a JSON document each. */
export class WorkerLog {
  readonly #shell: Shell;
  readonly #zone: string;
  readonly #isJson: boolean;

  constructor(shell: Shell, zone: string, isJson: boolean) {
    this.#shell = shell;
    this.#zone = zone;
    this.#isJson = isJson;
  }

  started({ jobName, trigger, key }: RunStart): void {
    if (this.#isJson) this.#document({ event: 'started', job: jobName, trigger, key });
    else this.#print('▸', 'dim', `${jobName}, ${trigger}`);
  }

  ended(record: RunRecord): void {
    const { jobName, outcome, key, duration, error } = record;
    if (this.#isJson) {
      const message = error === undefined ? undefined : messageOf(error);
      const ms = duration === undefined ? undefined : Math.round(duration.toMillis());
      this.#document({ event: outcome.kind, job: jobName, key, ms, message });
      return;
    }
    const [mark, style] = MARKS[outcome.kind];
    this.#print(mark, style, `${jobName} ${endingText(record, true)}`);
    if (outcome.kind !== 'failed') return;
    for (const text of failureLines(error, this.#shell.folder)) line(this.#shell.out, `${' '.repeat(16)}${text}`);
  }

  /** On stderr, since it is no run. */
  farm({ kind, text, error }: FarmHappening): void {
    if (!WORTH_TELLING.includes(kind)) return;
    const { err, folder } = this.#shell;
    line(err, harmless(kind === 'over' ? `over: ${text}` : text));
    if (error === undefined) return;
    for (const cause of failureLines(error, folder)) line(err, `  ${cause}`);
  }

  #print(mark: string, style: Style, text: string): void {
    const { out } = this.#shell;
    const time = momentsIn(this.#zone).clock(this.#shell.now());
    line(out, `${time}  ${out.paint(style, mark)} ${harmless(text)}`);
  }

  #document(event: object): void {
    line(this.#shell.out, JSON.stringify({ v: 1, at: this.#shell.now(), ...event }));
  }
}

const MARKS: Readonly<Record<RunRecord['outcome']['kind'], readonly [string, Style]>> = {
  succeeded: ['✓', 'green'],
  failed: ['✕', 'red'],
  timedOut: ['✕', 'red'],
  abandoned: ['✕', 'red'],
  lost: ['✕', 'red'],
  cancelled: ['–', 'yellow'],
  skipped: ['–', 'yellow'],
  missed: ['–', 'yellow'],
};
