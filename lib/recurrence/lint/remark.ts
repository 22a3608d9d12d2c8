import type { SchedulePlan } from '../plan.js';
import type { Schedule } from '../schedule.js';
import type { LintCode } from './severity.js';

/** A finding before it is given its job and its weight. */
export interface Remark {
  readonly code: LintCode;
  readonly message: string;
  readonly remedy: string;
  /** In epoch milliseconds. */
  readonly at?: number;
}

/** What a check looks at, in the period [from, to). */
export interface Subject {
  readonly schedule: Schedule;
  readonly plan: SchedulePlan;
  readonly timeoutMs?: number | undefined;
  readonly takesMs?: number | undefined;
  readonly overlap?: string;
  readonly namedBy?: string;
  readonly from: number;
  readonly to: number;
}
