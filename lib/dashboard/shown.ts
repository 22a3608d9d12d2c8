import type { Act, Problem, Why } from '../console/findings.js';
import type { JobDetail } from '../console/job-detail.js';
import type { Row } from '../console/row.js';
import type { ErrorView, LineView, Run, RunDetail } from '../console/run-view.js';
import type { Admitted } from './access.js';
import { cutText, plainText } from './cut-text.js';
import { hidden } from './hidden-names.js';
import type { Redactor } from './redactor.js';

const MOST = {
  name: 1_000,
  words: 500,
  rowMessage: 200,
  message: 2_000,
  detail: 1_000,
  value: 1_000,
  line: 2_000,
  frame: 500,
  lines: 100,
  frames: 50,
  causes: 10,
} as const;

/** Makes what a console tells what one user may see: other jobs' names hidden, texts redacted, made plain and cut. */
export class Shown {
  readonly #redactor: Redactor;
  readonly #access: Admitted;
  /** The names of all jobs, for texts that name another one. */
  readonly #names: () => readonly string[];
  /** What was made of rows, so that each is made once for all who see the same. */
  readonly #rows = new WeakMap<Row, Row>();

  constructor(redactor: Redactor, access: Admitted, names: () => readonly string[]) {
    this.#redactor = redactor;
    this.#access = access;
    this.#names = names;
  }

  row(row: Row): Row {
    const known = this.#rows.get(row);
    if (known !== undefined) return known;
    const { name, words, group, purpose, tags, last, progress, paused } = row;
    const shown: Row = {
      ...row,
      name: cutText(name, MOST.name),
      words: brief(words),
      ...(group !== undefined && { group: brief(group) }),
      ...(purpose !== undefined && { purpose: brief(purpose) }),
      ...(tags !== undefined && { tags: tags.slice(0, 20).map(brief) }),
      ...(last?.message !== undefined && {
        last: { ...last, message: this.#error(last.message, name, MOST.rowMessage) },
      }),
      ...(progress !== undefined && { progress: this.progress(progress, name) }),
      ...(paused !== undefined && { paused: { ...paused, reason: brief(paused.reason) } }),
    };
    this.#rows.set(row, shown);
    return shown;
  }

  progress<Progress extends NonNullable<Row['progress']>>(progress: Progress, job: string): Progress {
    const { message } = progress;
    if (message === undefined) return progress;
    return { ...progress, message: this.#redactor.text('progress', message, job, MOST.rowMessage) };
  }

  run(run: Run<unknown>, most: number = MOST.rowMessage): Run {
    const { job, detail, message, value, progress } = run;
    return {
      ...picked(run),
      job: cutText(job, MOST.name),
      ...(detail !== undefined && { detail: this.#text(detail, job, MOST.detail) }),
      ...(message !== undefined && { message: this.#error(message, job, MOST.rowMessage) }),
      ...(value !== undefined && { value: this.#redactor.text('value', value, job, most) }),
      ...(progress !== undefined && { progress: this.progress(progress, job) }),
    };
  }

  detail(run: RunDetail<unknown>): RunDetail {
    const { job, lines, hiddenLines, tries, error, settledAt } = run;
    return {
      ...this.run(run, MOST.value),
      ...(settledAt !== undefined && { settledAt }),
      ...(hiddenLines !== undefined && { hiddenLines }),
      lines: lines.slice(0, MOST.lines).map(line => this.line(line, job)),
      tries: tries.slice(0, MOST.lines).map(({ error: thrown, ...attempt }) => ({
        ...attempt,
        ...(thrown !== undefined && { error: this.error(thrown, job) }),
      })),
      ...(error !== undefined && { error: this.error(error, job) }),
    };
  }

  line({ data, text, ...line }: LineView<unknown>, job: string): LineView {
    return {
      ...line,
      text: this.#redactor.text('line', text, job, MOST.line),
      ...(data !== undefined && { data: this.#redactor.text('data', data, job, MOST.value) }),
    };
  }

  error({ name, code, message, frames, cause, errors, ...rest }: ErrorView, job: string, depth = 0): ErrorView {
    const isDeepest = depth + 1 >= MOST.causes;
    const isCut = ((cause ?? errors) !== undefined && isDeepest) || frames.length > MOST.frames;
    return {
      ...rest,
      name: brief(name),
      ...(code !== undefined && { code: brief(code) }),
      message: this.#error(message, job, MOST.message),
      frames: frames.slice(0, MOST.frames).map(({ text, own }) => ({ text: this.#error(text, job, MOST.frame), own })),
      ...(cause !== undefined && !isDeepest && { cause: this.error(cause, job, depth + 1) }),
      ...(errors !== undefined && !isDeepest && { errors: errors.map(one => this.error(one, job, depth + 1)) }),
      ...(isCut && { truncated: true as const }),
    };
  }

  job({ job, running, waiting, runs, error, ...rest }: JobDetail<unknown>): JobDetail {
    const { name, rules, notes, source } = job;
    return {
      ...rest,
      job: {
        ...job,
        ...this.row(job),
        rules: rules.map(([about, rule]) => [about, this.#text(rule, name, MOST.words)]),
        notes: notes.map(note => this.#text(note, name, MOST.words)),
        ...(source !== undefined && { source: brief(source) }),
      },
      running: running.map(run => this.run(run)),
      waiting: waiting.map(run => this.run(run)),
      runs: runs.map(run => this.run(run)),
      ...(error !== undefined && { error: this.error(error, name) }),
    };
  }

  problem(problem: Problem): Problem {
    const { job, title, cause, remedy } = problem;
    const shown = (text: string) => this.#text(text, job ?? '', MOST.detail);
    return {
      ...problem,
      ...(job !== undefined && { job: cutText(job, MOST.name) }),
      title: shown(title),
      ...(cause !== undefined && { cause: shown(cause) }),
      ...(remedy !== undefined && { remedy: shown(remedy) }),
    };
  }

  act(act: Act): Act {
    const { job, who, why } = act;
    // What was done to all jobs says how many there are.
    const isOfAll = job === undefined && this.#access.sees !== undefined;
    const { result, ...rest } = act;
    return {
      ...rest,
      ...(job !== undefined && { job: cutText(job, MOST.name) }),
      ...(who !== undefined && { who: brief(who) }),
      ...(why !== undefined && { why: this.#text(why, job ?? '', MOST.words) }),
      ...(result !== undefined && !isOfAll && { result: this.#text(result, job ?? '', MOST.words) }),
    };
  }

  why(why: Why, job: string): Why {
    return { ...why, text: this.#text(why.text, job, MOST.message) };
  }

  /** A sentence about no job. */
  sentence(text: string): string {
    return this.#text(text, '', MOST.words);
  }

  /** A sentence of the core: it may quote an error, and may name another job. */
  #text(text: string, job: string, most: number): string {
    return this.#error(hidden(text, this.#access.sees, this.#names), job, most);
  }

  #error(text: string, job: string, most: number): string {
    return this.#redactor.text('error', text, job, most);
  }
}

/** What a list shows of a run, and nothing else: a console may have more at hand, which nobody has redacted. */
function picked(run: Run<unknown>): Run {
  const { id, key, job, at, startedAt, lateMs, ms, kind, trigger, by, attempts, host, count, lastAt } = run;
  const all = { id, key, job, at, startedAt, lateMs, ms, kind, trigger, by, attempts, host, count, lastAt };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as unknown as Run;
}

function brief(text: string): string {
  return cutText(plainText(text), MOST.words);
}
