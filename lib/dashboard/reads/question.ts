import type { Console } from '../../console/console.js';
import type { Admitted } from '../access.js';
import type { Stamp } from '../api.js';
import type { DashboardOptions } from '../options.js';
import type { Query } from '../query.js';
import { noJob } from '../refusal.js';
import type { Shown } from '../shown.js';

/** One question, who asks it, and who is asked. */
export interface Question {
  readonly source: Console;
  readonly options: DashboardOptions;
  readonly query: Query;
  readonly access: Admitted;
  readonly shown: Shown;
  /** What the asker has already. */
  readonly ifNoneMatch: string | undefined;
}

/** The most that one page of any list holds. */
export const MAX_PAGE = 500;

/** When an answer was made. What changes while it is being made is later than this. */
export function stampOf(source: Console): Stamp {
  const rev = source.revision();
  return { v: 1, epoch: source.epoch, rev, now: source.now() };
}

/** The job that is asked about, if it is one and may be seen. @throws Refusal */
export function seen({ source, query, access }: Question): string {
  const name = query.needed('job');
  if (access.sees?.(name) === false || !source.has(name)) throw noJob();
  return name;
}
