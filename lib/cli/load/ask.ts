import { harmless, harmlessLines } from '../../harmless.js';
import { Complaint } from '../complaint.js';
import { messageOf } from '../text/failure.js';
import type { Definition } from './jobs.js';

/**
 * Asks the schedule of a job something. @throws Complaint that names the job where a function of it throws, as a calendar
 * in exceptOn may that knows this year alone
 */
export function ask<T>(file: string, { name }: Pick<Definition['schedule'], 'name'>, question: () => T): T {
  try {
    return question();
  } catch (cause) {
    const message = `${file}: job '${harmless(name)}': ${harmlessLines(messageOf(cause))}`;
    throw new Complaint(message, { code: 'not_loaded', cause });
  }
}
