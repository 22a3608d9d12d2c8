import { checkOptions, flag } from '../arguments.js';
import { checkedBy } from '../job/said.js';
import type { AddOptions } from './options.js';

/** How a job is added. */
export interface AddTerms {
  readonly by: string | undefined;
  /** Whether it takes the place of one of its name. */
  readonly isReplacing: boolean;
  /** Whether it stays when its schedule is over. */
  readonly isKept: boolean;
}

/** @throws ScheduleError for an unknown option, and for one of another kind */
export function addTermsOf(options: AddOptions): AddTerms {
  checkOptions('add(…)', options, ['replace', 'keep', 'registry', 'by']);
  return {
    by: checkedBy('add(…)', options.by),
    isReplacing: flag(options.replace, false, 'replace'),
    isKept: flag(options.keep, false, 'keep'),
  };
}
