import { dateTimeIn } from '../time/instant.js';
import { zoneOf } from '../time/zone.js';
import type { JobEntry } from './job-entry.js';

/** What became, or will become, of a job at an instant. */
export interface RunExplanation {
  /**
   * - `ran`: it was started, however that ended; `runs`: it is in progress; `waits`: it is due and waits
   * - `notRun`: it was due and not run, or taken back
   * - `toCome`: it will run then; `willNot`: it won't, as things stand
   * - `noOccurrence`: its schedule names no such instant
   * - `unknown`: nothing is known of it any more, or of the job
   */
  readonly verdict: 'ran' | 'runs' | 'waits' | 'notRun' | 'toCome' | 'willNot' | 'noOccurrence' | 'unknown';
  /** Why, to switch on: an outcome such as `failed`, a reason to skip such as `overlap`, or `notStarted` and the like. */
  readonly code: string;
  /** One sentence. */
  readonly text: string;
  /** The run that it is about: its own, or the one that holds the place for which it waits. */
  readonly runId?: string;
}

/** An explanation whose sentence begins with the job. */
export function said(
  { name }: JobEntry,
  verdict: RunExplanation['verdict'],
  code: string,
  words: string,
): RunExplanation {
  return { verdict, code, text: `job '${name}' ${words}.` };
}

/** That nobody knows whether a job runs, or has run, at an instant. */
export function unsure(entry: JobEntry, atMs: number, nowMs: number, code: string, why: string): RunExplanation {
  return said(entry, 'unknown', code, `may ${atMs > nowMs ? '' : 'have '}run at ${at(entry, atMs)}: ${why}`);
}

/** An instant in the zone of a job. */
export function at({ enrolment }: JobEntry, ms: number): string {
  return textIn(enrolment.definition.schedule.zone, ms);
}

/** An instant in a zone, as ISO text. */
export function textIn(zone: string, ms: number): string {
  return dateTimeIn(zoneOf(zone), ms).toISO({ suppressMilliseconds: true });
}
