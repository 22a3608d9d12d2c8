/** What happens when more than one occurrence of a schedule is due at once, or one is found late. See `decideMissed`. */
export interface MissedPolicy {
  readonly kind: 'runOnce' | 'skip' | 'runAll';
  /** How late an occurrence may start and still be run; `undefined` is without a limit (for `skip`, the grace). */
  readonly withinMs: number | undefined;
  /** The most runs that `runAll` makes up for. */
  readonly max: number;
}
