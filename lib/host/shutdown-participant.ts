import { plainLine } from './plain-line.js';
import type { LeaveBy } from './shutdown-policy.js';
import type { Signal } from './stop-request.js';

/** Something that has work to bring to an end before the process does. */
export interface ShutdownParticipant {
  /** Names it on stderr. */
  readonly label: string;
  /** What asks for a stop beside the usual signals, such as SIGUSR2. One that is asked for stops all participants. */
  readonly signals?: readonly Signal[];
  /** How the process ends. Where any says `exit`, that holds. Default `signal`. */
  readonly leaveBy?: LeaveBy;
  /** The names of what is running now. */
  pending(): readonly string[];
  /** Brings all to an end within its own time limits. Called once a stop; a second call should give the same promise. */
  stop(): Promise<{ readonly abandoned: readonly unknown[] }>;
  /** Cuts the drain time of the stop short. */
  cancelNow(): void;
}

/** More names than this are only counted on stderr. */
const MAX_NAMES = 20;

/**
 * Stops it. Gives what was abandoned, each as a line, and never rejects. A stop that fails has brought nothing to its
 * end, so the process must not look as if it had.
 */
export async function abandonedBy(participant: ShutdownParticipant): Promise<readonly string[]> {
  try {
    const { abandoned } = await participant.stop();
    return abandoned.length === 0 ? [] : [`${plainLine(participant.label)} abandoned ${listed(abandoned)}`];
  } catch (error) {
    return [`${plainLine(participant.label)} could not be stopped: ${plainLine(error)}`];
  }
}

/** The names of what is running, or its own where it can't say. */
export function pendingOf(participant: ShutdownParticipant): readonly unknown[] {
  try {
    return participant.pending();
  } catch {
    return [participant.label];
  }
}

/** Names as one line: twenty, and how many more there are. */
export function listed(names: readonly unknown[]): string {
  const more = names.length > MAX_NAMES ? ` and ${names.length - MAX_NAMES} more` : '';
  return names.slice(0, MAX_NAMES).map(plainLine).join(', ') + more;
}
