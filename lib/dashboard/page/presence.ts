import type { Link } from './model.js';
import { serverNow } from './server-clock.js';

/** What a presence needs: how to try, and whom to tell. */
export interface PresenceHost {
  /** Reads all that is shown. */
  readonly read: () => Promise<unknown>;
  /** How the page stands with its server has changed. */
  readonly stands: (link: Link) => void;
  /** The server answers again after it was lost. */
  readonly back: () => void;
}

/** Whether the server is there, as it is learnt. */
export interface Presence {
  /** News come by a stream, or don't. */
  readonly news: (hasStream: boolean) => void;
  /** Something has answered. */
  readonly answered: () => void;
  /** Nothing answers. */
  readonly unanswered: () => void;
}

const SEEN_MS = 2_000;
const HIDDEN_MS = 15_000;
/** The waits between tries to find a lost server again, and those after them. */
const TRIES_MS = [2_000, 4_000, 8_000];
const LATER_MS = 15_000;

/** Asks for news where no stream brings them, and looks for the server when it is lost. */
export function presenceOf({ read, stands, back }: PresenceHost): Presence {
  let hasStream = false;
  let tries = 0;
  let answeredAt = serverNow();
  let lostAt: number | undefined;
  let alarm: ReturnType<typeof setTimeout> | undefined;

  const lookAfter = (afterMs: number): void => {
    clearTimeout(alarm);
    alarm = setTimeout(async () => {
      await read();
      if (lostAt) tryLater(lostAt);
      else rest();
    }, afterMs);
  };
  const rest = (): void => {
    if (hasStream) clearTimeout(alarm);
    else lookAfter(document.hidden ? HIDDEN_MS : SEEN_MS);
  };
  const tryLater = (since: number): void => {
    const waitMs = TRIES_MS[tries] ?? LATER_MS;
    tries += 1;
    stands({ kind: 'lost', since, retryAt: serverNow() + waitMs });
    lookAfter(waitMs);
  };
  const news = (isStream: boolean): void => {
    hasStream = isStream;
    if (lostAt) return;
    stands({ kind: hasStream ? 'live' : 'polling' });
    rest();
  };
  return {
    news,
    answered: () => {
      answeredAt = serverNow();
      if (!lostAt) return;
      lostAt = undefined;
      tries = 0;
      news(hasStream);
      back();
    },
    unanswered: () => {
      if (lostAt) return;
      lostAt = answeredAt;
      tryLater(lostAt);
    },
  };
}
