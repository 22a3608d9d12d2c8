import { type Talk, talkAmongTabs } from './leader.js';
import { type Frame, openStream } from './stream.js';

/** How news come: by a stream (of this tab or of the one that leads), or not, so that one has to ask. */
export type News = 'stream' | 'none';

/** What hears of news. */
export interface LiveListener {
  frame(frame: Frame): void;
  /** How news come has changed, or this tab has been seen again: what is known may be old. */
  news(how: News): void;
}

type Message =
  | { readonly kind: 'frame'; readonly frame: Frame }
  | { readonly kind: 'news'; readonly news: News }
  | { readonly kind: 'who' };

/** A tab that is hidden for so long leaves the stream to others. */
const HIDDEN_MS = 10_000;
/** After so many errors in a row one asks instead, and tries the stream again after this. */
const MOST_ERRORS = 2;
const AGAIN_MS = 60_000;
/** What a stream that was refused waits before its second try; one that broke off tries again by itself. */
const RETRY_MS = 2_000;

/** The life of the stream: who of the tabs has it, when it is closed, and when it is tried again. */
export class Live {
  readonly #listener: LiveListener;
  readonly #talk: Talk<Message>;
  #news: News = 'none';
  #isLeader = false;
  #close: (() => void) | undefined;
  #errors = 0;
  #run: string | undefined;
  #since: string | undefined;
  #alarm: ReturnType<typeof setTimeout> | undefined;
  #hidden: ReturnType<typeof setTimeout> | undefined;

  constructor(listener: LiveListener) {
    this.#listener = listener;
    this.#talk = talkAmongTabs<Message>(
      () => this.#lead(),
      message => this.#hear(message),
    );
  }

  /** Whether this tab has the stream: only then the log of a run comes by it. */
  get isLeader(): boolean {
    return this.#isLeader;
  }

  /** Begins; `epoch.rev` is what the page has seen so far. */
  begin(since: string | undefined): void {
    this.#since = since;
    document.addEventListener('visibilitychange', () => this.#seenOrHidden());
    this.#talk.say({ kind: 'who' });
    this.#seenOrHidden();
  }

  /** Follows the log of a run, or of none. */
  follow(run: string | undefined): void {
    if (run === this.#run) return;
    this.#run = run;
    if (this.#close !== undefined) this.#open();
  }

  /** Opens the stream at once where it is wanted and not there: the server has just answered again. */
  retry(): void {
    if (this.#isLeader && this.#news === 'none') this.#open();
  }

  /** Leaves the stream alone for a minute: the server has said that it won't give one. */
  rest(): void {
    this.#shut();
    this.#tell('none');
    this.#again(AGAIN_MS);
  }

  #seenOrHidden(): void {
    clearTimeout(this.#hidden);
    if (document.hidden) {
      this.#hidden = setTimeout(() => this.#leave(), HIDDEN_MS);
      return;
    }
    this.#talk.want();
    this.#talk.say({ kind: 'who' });
    this.#listener.news(this.#news);
  }

  #lead(): void {
    this.#isLeader = true;
    this.#errors = 0;
    this.#open();
  }

  #leave(): void {
    this.#isLeader = false;
    this.#shut();
    this.#news = 'none';
    this.#talk.leave();
  }

  #open(): void {
    this.#shut();
    this.#close = openStream(this.#since, this.#run, {
      frame: frame => this.#came(frame),
      failed: () => this.#failed(),
    });
  }

  #shut(): void {
    clearTimeout(this.#alarm);
    this.#close?.();
    this.#close = undefined;
  }

  #came(frame: Frame): void {
    this.#errors = 0;
    if (frame.id !== undefined) this.#since = frame.id;
    if (frame.name === 'hello') {
      this.#since = `${frame.data.epoch}.${frame.data.rev}`;
      this.#tell('stream');
    }
    this.#talk.say({ kind: 'frame', frame });
    this.#listener.frame(frame);
  }

  #failed(): void {
    this.#errors += 1;
    this.#tell('none');
    const isOver = this.#errors >= MOST_ERRORS;
    this.#shut();
    this.#again(isOver ? AGAIN_MS : RETRY_MS);
  }

  #again(afterMs: number): void {
    this.#alarm = setTimeout(() => {
      if (this.#isLeader) this.#open();
    }, afterMs);
  }

  #tell(news: News): void {
    this.#news = news;
    this.#talk.say({ kind: 'news', news });
    this.#listener.news(news);
  }

  #hear(message: Message): void {
    if (message.kind === 'who') {
      if (this.#isLeader) this.#talk.say({ kind: 'news', news: this.#news });
    } else if (this.#isLeader) {
      // Another tab can't lead as well; what it still says is from before.
    } else if (message.kind === 'frame') {
      this.#listener.frame(message.frame);
    } else {
      this.#news = message.news;
      this.#listener.news(message.news);
    }
  }
}
