/** The most pauses of a job that are remembered. */
const KEPT = 20;

/** A pause that was seen, and whether it is over. */
export interface SeenPause {
  readonly from: number;
  readonly to?: number;
}

/** With one more, that begins; a pause that is open already goes on. */
export function pausedAt(pauses: readonly SeenPause[], atMs: number): readonly SeenPause[] {
  const isOpen = pauses.some(({ to }) => to === undefined);
  return isOpen ? pauses : [...pauses, { from: atMs }].slice(-KEPT);
}

/** With that which is open at its end. */
export function resumedAt(pauses: readonly SeenPause[], atMs: number): readonly SeenPause[] {
  return pauses.map(pause => (pause.to === undefined ? { ...pause, to: atMs } : pause));
}
