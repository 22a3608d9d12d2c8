/** Something that happened to a host of a farm. */
export interface FarmEvent {
  /**
   * `connected` at first, `away` when the database can't be reached and `back` when it can again, `refused` for what
   * lasts (a password, a right, a newer schema), `moved` when the address led to another database, `problem` for what
   * somebody should look at, and `over` where a problem that was told in these words is none any more; of a run of this
   * host `handedOver` to another, or `fenced`: another had taken it over before it ended; `unknown` for a row of a job,
   * or of a version of its data, that this host doesn't know; `discarded`: dead letters were deleted.
   */
  readonly kind:
    | 'connected'
    | 'away'
    | 'back'
    | 'refused'
    | 'moved'
    | 'problem'
    | 'over'
    | 'handedOver'
    | 'fenced'
    | 'unknown'
    | 'discarded';
  /** In words. */
  readonly text: string;
  /** The run that it is about. */
  readonly key: string | undefined;
  /** What made it `away` or `refused`. */
  readonly error: unknown;
}
