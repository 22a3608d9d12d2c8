import { harmless } from '../../harmless.js';
import type { Call } from '../command.js';
import { Complaint } from '../complaint.js';
import { definitionOf, type Jobs } from '../load/jobs.js';
import { DAY_MS, readLength } from '../text/length.js';

/** What is supposed of the jobs, by their names. */
export interface Suppositions {
  readonly takesMs: ReadonlyMap<string, number>;
  /** The share of its runs that fail, 0 to 1. */
  readonly fails: ReadonlyMap<string, number>;
}

/** Reads `--take job=40m` and `--fail job=0.1`. @throws Complaint for what is neither, and for a job that isn't there */
export function readSuppositions(call: Call, jobs: Jobs): Suppositions {
  return {
    takesMs: byJob('--take', call.texts('take'), jobs, readTake, 'backup=40m'),
    fails: byJob('--fail', call.texts('fail'), jobs, readShare, 'backup=0.1'),
  };
}

/** Whether a run fails that is supposed to fail with such a share: always the same for the same occurrence. */
export function failsBy(share: number, job: string, occurrenceMs: number): boolean {
  return hashOf(`${job}@${occurrenceMs}`) / 2 ** 32 < share;
}

function byJob(
  option: string,
  texts: readonly string[],
  jobs: Jobs,
  read: (text: string) => number | undefined,
  example: string,
): ReadonlyMap<string, number> {
  return new Map(
    texts.map(text => {
      const at = text.lastIndexOf('=');
      const value = at < 0 ? undefined : read(text.slice(at + 1));
      if (value !== undefined) return [definitionOf(jobs, text.slice(0, at)).schedule.name, value] as const;
      const message = `${option} takes a job and a value, such as ${example}, not '${harmless(text)}'`;
      throw new Complaint(message, { code: 'usage' });
    }),
  );
}

/** No run takes a century. */
const MOST_MS = 36_525 * DAY_MS;

function readTake(text: string): number | undefined {
  const lengthMs = readLength(text);
  return lengthMs !== undefined && lengthMs <= MOST_MS ? lengthMs : undefined;
}

function readShare(text: string): number | undefined {
  const share = Number(text);
  return text !== '' && share >= 0 && share <= 1 ? share : undefined;
}

/** FNV-1a, with its bits mixed once more, since the last letters hardly reach its highest. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
