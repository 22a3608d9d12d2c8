/** What a finding is about. */
export type LintCode =
  /** It has no occurrence from the start of the period on. */
  | 'neverFires'
  /** More than four years lie between two of its occurrences. */
  | 'rare'
  /** Clocks skip a time that it names. */
  | 'gap'
  /** Clocks show a time that it names twice. */
  | 'overlap'
  /** Cron text that restricts day of month and day of week, of which either may match. */
  | 'cronEitherDay'
  /** Cron text with a day from 29 to 31, which skips shorter months; `31W` and `L-29`, too. */
  | 'cronMissingDay'
  /** Cron text with a star for the minute beside certain hours, so that it runs in each of their minutes. */
  | 'cronEveryMinute'
  /** The same for the second beside certain minutes. */
  | 'cronEverySecond'
  /** Cron text with a range that goes over the end, such as `22-3` or `FRI-MON`. */
  | 'cronWrappedRange'
  /** Cron text with a step that does not divide what it steps through. */
  | 'unevenStep'
  /** A grid of hours that clocks don't show as full hours, or as multiples of its step, at the start of the period. */
  | 'hourGrid'
  /** 29 February in years that never leap. */
  | 'neverLeaps'
  /** A run may take longer than the time to the next occurrence, which is then skipped. */
  | 'timeoutOverInterval'
  /** A run takes, or may take, longer than the time to the next occurrence, which cancels it: none may ever end. */
  | 'cancelledByNext'
  /** Jitter that is longer than the time to the next occurrence, and so is cut. */
  | 'jitterCut'
  /** A function given to `exceptOn` or `skippingDays` fails for a date, at which its job would come to a halt. */
  | 'failingFunction'
  /** The zone is unknown here. */
  | 'unknownZone'
  /** None of its times lies in its window. */
  | 'emptyWindow'
  /** It counts from the start of a scheduler, and so differs from process to process. */
  | 'relative'
  /** A name that looks as if a minifier had made it, and so may be another tomorrow. */
  | 'minifiedName'
  /** Work without a name, which is named by its words. */
  | 'namedByWords'
  /** JSON that is no schedule. */
  | 'unreadable'
  /** What a word means in a farm, where that is given. */
  | 'inFarm'
  /** A farm, where that is given, refuses to start with it. */
  | 'refusedByFarm';

/** How much a finding matters: an `error` never runs, a `warning` is probably not meant, a `note` is good to know. */
export type LintSeverity = 'error' | 'warning' | 'note';

/** How much each finding matters. */
export const SEVERITY: Readonly<Record<LintCode, LintSeverity>> = {
  neverFires: 'error',
  unknownZone: 'error',
  unreadable: 'error',
  refusedByFarm: 'error',
  rare: 'warning',
  cronEitherDay: 'warning',
  cronMissingDay: 'warning',
  cronEveryMinute: 'warning',
  cronEverySecond: 'warning',
  unevenStep: 'warning',
  neverLeaps: 'warning',
  timeoutOverInterval: 'warning',
  cancelledByNext: 'warning',
  jitterCut: 'warning',
  failingFunction: 'warning',
  emptyWindow: 'warning',
  minifiedName: 'warning',
  gap: 'note',
  overlap: 'note',
  cronWrappedRange: 'note',
  hourGrid: 'note',
  relative: 'note',
  namedByWords: 'note',
  inFarm: 'note',
};
