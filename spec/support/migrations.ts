import type { Snippet } from './snippets.js';

/** One row of a table of another library: what is said there, and what is said here. */
export interface Migration {
  readonly library: string;
  readonly there: string;
  readonly here: string;
  /** The pieces of code in its last column, each a statement. */
  readonly statements: readonly string[];
}

/** The rows of the tables below "### From …". */
export function migrationsIn(page: string): readonly Migration[] {
  return [...page.matchAll(/^### From ([^\n]+)\n(.*?)(?=^##|(?![\s\S]))/gms)].flatMap(([, library = '', text = '']) =>
    [...text.matchAll(/^\| (.*) \| (.*) \|$/gm)]
      .slice(2)
      .map(([, there = '', here = '']) => ({ library, there, here, statements: codeIn(here) })),
  );
}

/** A module that exports one function for each row, which does in a world of its own what the row says. */
export function migrationModule(rows: readonly Migration[]): Snippet {
  const functions = rows.map(
    ({ statements }, at) => `export async function row${at}() { ${WORLD} { ${statements.join('; ')} } ${END} }\n`,
  );
  return { line: 2, code: functions.join(''), given: GIVEN, prints: undefined };
}

function codeIn(cell: string): readonly string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(code => code[1] ?? '');
}

const GIVEN = [
  "import { DayOfWeek, Job, type JobClass, Month, Registry, Scheduler } from 'carillon';",
  "import { VirtualClock } from 'carillon/testing';",
  "const timezone = 'Europe/Berlin', interval = { minutes: 1 }, timeout = { seconds: 30 };",
  'const jobFactory = (jobClass: JobClass) => Reflect.construct(jobClass, []) as Job;',
  'function work() {} function next() {} function handle(event: object) { return event; }',
  'function claim(key: string) { return key.length > 0; }',
  'class Digest extends Job { execute() {} } class Report extends Job { execute() {} }',
].join(' ');

const WORLD = [
  "const clock = new VirtualClock('2026-11-20T12:00:30Z'); const registry = new Registry({ zone: 'UTC' });",
  'const schedule = registry.schedule.bind(registry); const jobs = [new Digest("d", { interval }), new Report("r", { interval })];',
  "const scheduler = new Scheduler(new Registry({ zone: 'UTC' }), { clock }).start();",
  "const job = scheduler.add(work, s => s.withName('job').toRunEvery(1).hours());",
].join(' ');

/** What was declared is complete, and runs. */
const END =
  'const other = new Scheduler(registry, { clock }).start(); await clock.advance({ days: 1 }); await other.stop(); await scheduler.stop();';
