import { talkAmongTabs } from './leader.js';
import { type Frame, openStream } from './stream.js';

/** What hears of news. */
export interface LiveListener {
  readonly frame: (frame: Frame) => void;
  /** Whether news come by a stream has changed, or this tab has been seen again: what is known may be old. */
  readonly news: (hasStream: boolean) => void;
}

/** The stream, of this tab or of the one that leads. */
export interface Live {
  /** Whether this tab has the stream: only then the log of a run comes by it. */
  readonly isLeader: () => boolean;
  /** Begins; `epoch.rev` is what the page has seen so far. */
  readonly begin: (since: string | undefined) => void;
  /** Follows the log of a run, or of none. */
  readonly follow: (run: string | undefined) => void;
  /** Opens the stream at once where it is wanted and not there: the server has just answered again. */
  readonly retry: () => void;
  /** Leaves the stream alone for a minute: the server has said that it won't give one. */
  readonly rest: () => void;
}

/** What tabs tell each other: a frame, or whether the leader has the stream; one that says neither asks for the latter. */
interface Message {
  readonly frame?: Frame;
  readonly hasStream?: boolean;
}

/** A tab that is hidden for so long leaves the stream to others. */
const HIDDEN_MS = 10_000;
/** After so many errors in a row one asks instead, and tries the stream again after this. */
const MOST_ERRORS = 2;
const AGAIN_MS = 60_000;
/** What a stream that was refused waits before its second try; one that broke off tries again by itself. */
const RETRY_MS = 2_000;

/** The life of the stream: who of the tabs has it, when it is closed, and when it is tried again. */
export function liveOf(listener: LiveListener): Live {
  let hasStream = false;
  let isLeader = false;
  let close: (() => void) | undefined;
  let errors = 0;
  let followed: string | undefined;
  let seen: string | undefined;
  let alarm: ReturnType<typeof setTimeout> | undefined;
  let hiding: ReturnType<typeof setTimeout> | undefined;

  const talk = talkAmongTabs<Message>(
    () => {
      isLeader = true;
      errors = 0;
      open();
    },
    ({ frame, hasStream: has }) => {
      if (isLeader) {
        // Another tab can't lead as well; what it still says is from before.
        if (!frame && has === undefined) talk.say({ hasStream });
      } else if (frame) {
        listener.frame(frame);
      } else if (has !== undefined) {
        hasStream = has;
        listener.news(has);
      }
    },
  );
  const tell = (has: boolean): void => {
    hasStream = has;
    talk.say({ hasStream });
    listener.news(has);
  };
  const shut = (): void => {
    clearTimeout(alarm);
    close?.();
    close = undefined;
  };
  const shutFor = (ms: number): void => {
    tell(false);
    shut();
    alarm = setTimeout(() => isLeader && open(), ms);
  };
  const open = (): void => {
    shut();
    close = openStream(seen, followed, {
      frame: frame => {
        errors = 0;
        seen = frame.id ?? seen;
        if (frame.name === 'hello') {
          seen = `${frame.data.epoch}.${frame.data.rev}`;
          tell(true);
        }
        talk.say({ frame });
        listener.frame(frame);
      },
      failed: () => {
        errors += 1;
        shutFor(errors < MOST_ERRORS ? RETRY_MS : AGAIN_MS);
      },
    });
  };
  const seenOrHidden = (): void => {
    clearTimeout(hiding);
    if (document.hidden) {
      hiding = setTimeout(() => {
        isLeader = false;
        shut();
        hasStream = false;
        talk.leave();
      }, HIDDEN_MS);
      return;
    }
    talk.want();
    talk.say({});
    listener.news(hasStream);
  };
  return {
    isLeader: () => isLeader,
    begin: since => {
      seen = since;
      document.addEventListener('visibilitychange', seenOrHidden);
      seenOrHidden();
    },
    follow: run => {
      if (run === followed) return;
      followed = run;
      if (close) open();
    },
    retry: () => {
      if (isLeader && !hasStream) open();
    },
    rest: () => shutFor(AGAIN_MS),
  };
}
