import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { ScheduleError } from '../../lib/errors.js';
import type { OracleSchedule } from './oracle/words.js';
import { spoken } from './spoken.js';

/** One line of a table of cases; its README says what each field means. */
export interface ConformanceCase {
  readonly id: string;
  readonly source: string;
  readonly words: string;
  readonly cron: string;
  readonly zone: string;
  readonly startingAt?: string;
  readonly after: string;
  readonly expected?: readonly string[];
  readonly expectedNot?: string;
}

/** Declares one `it` for each project from which lines of a table come; it tells every line that fails, and how. */
export function itConforms(table: string, scheduleOf: (line: ConformanceCase) => OracleSchedule): void {
  for (const [project, lines] of byProject(casesOf(table))) {
    it(`agrees with ${lines.length} lines of ${project}`, () => {
      const failures = lines.flatMap(line => {
        const problem = problemOf(line, scheduleOf(line));
        return problem === undefined ? [] : [`${line.id} ${line.words ?? line.cron} in ${line.zone}: ${problem}`];
      });
      expect(failures).to.deep.equal([]);
    });
  }
}

function casesOf(table: string): readonly ConformanceCase[] {
  const lines = readFileSync(`spec/conformance/${table}`, 'utf8').trim().split('\n');
  return lines.map(line => JSON.parse(line) as ConformanceCase);
}

function byProject(cases: readonly ConformanceCase[]): ReadonlyMap<string, readonly ConformanceCase[]> {
  const projects = new Map<string, ConformanceCase[]>();
  for (const line of cases) {
    const project = line.source.split(/[ /]/)[0] ?? '';
    projects.set(project, [...(projects.get(project) ?? []), line]);
  }
  return projects;
}

/** What is wrong with the answers to one line, or `undefined`. */
function problemOf({ after, expected, expectedNot }: ConformanceCase, words: OracleSchedule): string | undefined {
  if (expected?.length === 0) return refusalProblem(words);
  const schedule = spoken(words);
  const next = (text: string | undefined) => schedule.next(text ?? after)?.toISO();
  const previous = (ms: number) => schedule.previous(ms)?.toMillis();

  if (expectedNot !== undefined) {
    const at = Date.parse(expectedNot);
    const isNamed = schedule.nextMs(at - 1) === at || previous(at + 1) === at;
    return isNamed ? `${expectedNot} is an occurrence` : undefined;
  }
  for (const [index, text] of (expected ?? []).entries()) {
    const before = expected?.[index - 1];
    const answer = next(before);
    if (Date.parse(answer ?? '') !== Date.parse(text)) return `next(${before ?? after}) is ${answer}, not ${text}`;
    if (previous(Date.parse(text) + 1) !== Date.parse(text)) return `previous(just after ${text}) is not ${text}`;
    const beforeIt = previous(Date.parse(text)) ?? -Infinity;
    const isRight = before === undefined ? beforeIt <= Date.parse(after) : beforeIt === Date.parse(before);
    if (!isRight) return `previous(${text}) is ${schedule.previous(text)?.toISO()}, not ${before ?? `up to ${after}`}`;
  }
  return undefined;
}

function refusalProblem(words: OracleSchedule): string | undefined {
  try {
    return `declares, and next fires at ${spoken(words).next(0)?.toISO()}`;
  } catch (error) {
    return error instanceof ScheduleError ? undefined : `is refused by ${String(error)}`;
  }
}
