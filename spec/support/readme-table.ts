import type { Snippet } from './snippets.js';

/** A table of Markdown. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => '---'), ...rows];
  return lines.map(cells => `| ${cells.join(' | ')} |`).join('\n');
}

/** A sentence as its source shows it, `toRunNow()` of `s => s.toRunNow()`, on one line however it was formatted. */
export function said(words: (schedule: never) => unknown): string {
  return String(words)
    .replace(/\s+/g, ' ')
    .replace(/ ?\.(?=[a-z])/g, '.')
    .replace(/^s => s ?\./, '');
}

/** What stands between the comments `<!-- name -->` and `<!-- /name -->` of a page. */
export function between(page: string, name: string): string {
  return part(name).exec(page)?.[2] ?? '';
}

/** The page with something else between these comments. */
export function withBetween(page: string, name: string, text: string): string {
  return page.replace(part(name), (_all, opening: string, _old, closing: string) => `${opening}${text}\n\n${closing}`);
}

function part(name: string): RegExp {
  return new RegExp(`(<!-- ${name} -->\\n\\n)(.*?)\\n*(<!-- /${name} -->)`, 's');
}

/** The last columns of the tables of the page's sections "Coming from …": each piece of code in them is a statement. */
export function migrations(page: string): readonly Snippet[] {
  return [...page.matchAll(/^## Coming from .*?(?=^## )/gms)].map(section => {
    const cells = section[0].split('\n').flatMap(row => /\|([^|]*)\|$/.exec(row)?.[1] ?? []);
    const statements = cells.flatMap(cell => [...cell.matchAll(/`([^`]+)`/g)].map(code => `{ ${code[1]} }\n`));
    const line = page.slice(0, section.index).split('\n').length;
    return { line, code: statements.join(''), given: GIVEN, prints: undefined };
  });
}

const GIVEN = [
  "import { DayOfWeek, Job, type JobFactory, Month, Registry, type ScheduledJob, Scheduler } from 'carillon';",
  "import { VirtualClock } from 'carillon/testing';",
  "import type { Duration } from 'luxon';",
  'declare const registry: Registry, scheduler: Scheduler, job: ScheduledJob, jobs: readonly Job[];',
  "declare const schedule: Registry['schedule'], jobFactory: JobFactory, timezone: string;",
  'declare const interval: Duration, timeout: Duration;',
  'declare function work(): Promise<void>;',
  'declare function handle(event: { readonly error: unknown }): void;',
  'declare class Digest extends Job { execute(): void; }',
].join(' ');
