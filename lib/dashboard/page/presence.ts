import type { Link } from './model.js';
import { serverNow } from './server-clock.js';

/** What a presence needs: how to try, and whom to tell. */
export interface PresenceHost {
  /** Reads all that is shown. @returns whether the server answered. */
  readonly read: () => Promise<boolean>;
  /** How the page stands with its server has changed. */
  readonly stands: (link: Link) => void;
  /** The server answers again after it was lost. */
  readonly back: () => void;
}

const SEEN_MS = 2_000;
const HIDDEN_MS = 15_000;
/** The waits between tries to find a lost server again; the last one repeats. */
const TRIES_MS = [2_000, 4_000, 8_000, 15_000] as const;

/** Whether the server is there: asks for news where no stream brings them, and looks for it when it is lost. */
export class Presence {
  readonly #host: PresenceHost;
  #hasStream = false;
  #tries = 0;
  #answeredAt = serverNow();
  #lostAt: number | undefined;
  #alarm: ReturnType<typeof setTimeout> | undefined;

  constructor(host: PresenceHost) {
    this.#host = host;
  }

  /** News come by a stream, or don't. */
  news(hasStream: boolean): void {
    this.#hasStream = hasStream;
    if (this.#lostAt !== undefined) return;
    this.#host.stands({ kind: hasStream ? 'live' : 'polling' });
    this.#arm(hasStream ? undefined : this.#restMs());
  }

  /** Something has answered. */
  answered(): void {
    this.#answeredAt = serverNow();
    if (this.#lostAt === undefined) return;
    this.#lostAt = undefined;
    this.#tries = 0;
    this.news(this.#hasStream);
    this.#host.back();
  }

  /** Nothing answers. */
  unanswered(): void {
    if (this.#lostAt !== undefined) return;
    this.#lostAt = this.#answeredAt;
    this.#tryLater();
  }

  /** Looks at once: the tab is seen again. */
  look(): void {
    void this.#look();
  }

  #tryLater(): void {
    const waitMs = TRIES_MS[Math.min(this.#tries, TRIES_MS.length - 1)] ?? SEEN_MS;
    this.#tries += 1;
    this.#host.stands({ kind: 'lost', since: this.#lostAt ?? this.#answeredAt, retryAt: serverNow() + waitMs });
    this.#arm(waitMs);
  }

  #restMs(): number {
    return document.hidden ? HIDDEN_MS : SEEN_MS;
  }

  #arm(afterMs: number | undefined): void {
    clearTimeout(this.#alarm);
    if (afterMs !== undefined) this.#alarm = setTimeout(() => void this.#look(), afterMs);
  }

  async #look(): Promise<void> {
    this.#arm(undefined);
    await this.#host.read();
    if (this.#lostAt !== undefined) this.#tryLater();
    else if (!this.#hasStream) this.#arm(this.#restMs());
  }
}
