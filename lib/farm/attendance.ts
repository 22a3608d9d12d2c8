import { Presence, type PresenceParts } from './presence.js';
import type { Joined } from './store.js';
import { Visits } from './visits.js';

/** What a host does in its farm, once that has let it in: it is there, or it only asks, and rests in between. */
export interface Attendance {
  start(joined: Joined): void;
  isRuledOut(name: string): boolean;
  /** Another host says: look. Or this one has said something that holds for all. */
  heard(): void;
  /** Something has changed: it looks soon. */
  hurry(): void;
  /** Somebody here wants to know what there is. */
  refresh(): void;
  /** The database may be another from now on. */
  joinAgain(): void;
  close(): void;
}

/** As the host is: one that plans is there. */
export function attendanceOf(parts: PresenceParts): Attendance {
  return parts.connection.identity.plans ? new Presence(parts) : new Visits(parts);
}
