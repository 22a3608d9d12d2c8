/** How a session that listens is asked whether it hears. */
export interface EchoTerms {
  /** On which only this host listens. */
  readonly channel: string;
  readonly everyMs: number;
  /** What has not come back within this does not come. */
  readonly withinMs: number;
}

/** What an echo stands on. */
export interface EchoParts extends EchoTerms {
  /** Has a notice sent on the channel, by another session. */
  ask(): void;
  /** Whether a session listens now. */
  isListening(): boolean;
  /** Makes another session listen. */
  reopen(): void;
  /** Whether notices arrive. */
  tell(isHearing: boolean): void;
  later(delayMs: number, ring: () => void): { cancel(): void };
}

/**
 * Whether the session that listens hears: it misses its own echo where it is stuck, and another is opened. Where that one
 * misses its own, too, notices get lost on the way, as behind a pooler of transactions: that is told, and left at that.
 */
export class Echo {
  readonly #parts: EchoParts;
  #isHeard = false;
  #missed = 0;
  #next: { cancel(): void } | undefined;

  constructor(parts: EchoParts) {
    this.#parts = parts;
  }

  /** A session has begun to listen, or it is time again. */
  ask(): void {
    this.#next?.cancel();
    this.#isHeard = false;
    this.#parts.ask();
  }

  /** The notice was sent, or could not be. */
  asked(isSent: boolean): void {
    if (isSent) this.#later(this.#parts.withinMs, () => this.#judge());
    else this.#later(this.#parts.everyMs, () => this.ask());
  }

  heard(): void {
    this.#isHeard = true;
  }

  #judge(): void {
    const { isListening, reopen, tell, everyMs } = this.#parts;
    // Where it is being opened anew it asks then.
    if (!isListening()) return;
    this.#missed = this.#isHeard ? 0 : this.#missed + 1;
    if (this.#missed === 1) {
      reopen();
      return;
    }
    tell(this.#isHeard);
    this.#later(everyMs, () => this.ask());
  }

  #later(delayMs: number, ring: () => void): void {
    this.#next?.cancel();
    this.#next = this.#parts.later(delayMs, ring);
  }
}
