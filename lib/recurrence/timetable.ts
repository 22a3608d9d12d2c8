/**
 * A recurrence made ready to be asked: the tables its answers need are computed once, and each answer is integer
 * arithmetic. Instants are epoch milliseconds.
 */
export interface Timetable {
  /** The least occurrence strictly after `afterMs`, or `undefined` when there is none left. */
  next(afterMs: number): number | undefined;
  /** The greatest occurrence strictly before `beforeMs`, or `undefined`. */
  previous(beforeMs: number): number | undefined;
  /** How many occurrences lie in [fromMs, toMs), counted without visiting each. */
  count(fromMs: number, toMs: number): number;
}
