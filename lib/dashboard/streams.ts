import type { Change, Console } from '../console/console.js';
import type { ByeReason } from './api.js';
import { framesOf, gather } from './batch.js';
import { frame } from './frame.js';
import { Heard } from './heard.js';
import { Refusal } from './refusal.js';
import type { Shown } from './shown.js';
import type { Stream } from './stream.js';
import type { Surroundings } from './surroundings.js';

/** How often what has changed is sent. */
const TICK_MS = 250;
const TICKS_A_COMMENT = 60;
const TICKS_A_RECHECK = 240;

/** Everybody who listens. Where nobody does, nothing is watched and no timer runs. */
export class Streams {
  readonly #console: Console;
  readonly #surroundings: Surroundings;
  readonly #most: number;
  /** What users see who see all: one serialisation is for all of them. */
  readonly #shown: Shown;
  /** With how each is asked again whether it may still listen. */
  readonly #streams = new Map<Stream, () => Promise<boolean>>();
  #heard = new Heard();
  #sentRev = 0;
  #ticks = 0;
  #isFlushing = false;
  /** Why nobody listens any more. */
  #farewell: ByeReason | undefined = undefined;
  /** Those of whom it was asked whether they may stay, and who have had no answer yet. */
  readonly #asked = new WeakSet<Stream>();
  #rest: (() => void) | undefined = undefined;

  constructor(source: Console, surroundings: Surroundings, most: number, shown: Shown) {
    this.#console = source;
    this.#surroundings = surroundings;
    this.#most = most;
    this.#shown = shown;
  }

  /** Refuses one more than there may be. @throws Refusal */
  checkRoom(): void {
    if (this.#streams.size < this.#most) return;
    const message = `there are ${this.#most} streams already; ask for ?get=jobs now and then instead`;
    throw new Refusal(503, 'too_many_streams', message, { 'retry-after': '60' });
  }

  /**
   * Takes one in, and tells it what has changed since it looked. One that comes after all, since others were let in or
   * all were sent away while it was asked who it is, is told so.
   * @param since `epoch.rev`, or `undefined` where it will look after this
   * @param mayStay asked each minute
   * @returns what is to be called when it has gone
   */
  add(stream: Stream, since: string | undefined, mayStay: () => Promise<boolean>): () => void {
    const refusal = this.#farewell ?? (this.#streams.size < this.#most ? undefined : 'too many streams');
    if (refusal !== undefined) {
      stream.bye(refusal);
      return () => {};
    }
    const rev = this.#console.revision();
    const { epoch } = this.#console;
    if (this.#streams.size === 0) this.#begin(rev);
    this.#streams.set(stream, mayStay);
    stream.send(frame('hello', { epoch, rev, now: this.#console.now() }, `${epoch}.${rev}`));
    if (since !== undefined) void this.#catchUp(stream, since, rev);
    return () => this.#leave(stream);
  }

  /** Says to all why they end, and ends them, as those that still come. */
  bye(reason: ByeReason, leftMs?: number): void {
    this.#farewell ??= reason;
    for (const stream of [...this.#streams.keys()]) {
      stream.bye(reason, leftMs);
      this.#leave(stream);
    }
  }

  #begin(rev: number): void {
    this.#sentRev = rev;
    this.#ticks = 0;
    this.#heard = new Heard();
    const unwatch = this.#console.watch(change => this.#hear(change));
    const rest = this.#surroundings.every(TICK_MS, () => this.#tick());
    this.#rest = () => {
      unwatch();
      rest();
    };
  }

  #leave(stream: Stream): void {
    stream.gone();
    if (!this.#streams.delete(stream) || this.#streams.size > 0) return;
    this.#rest?.();
    this.#rest = undefined;
  }

  #hear(change: Change): void {
    this.#heard.hear(change);
    if (change.kind !== 'line') return;
    for (const stream of this.#streams.keys()) {
      if (stream.followed?.run === change.run) stream.addLine(change.line);
    }
  }

  #tick(): void {
    this.#ticks += 1;
    for (const stream of [...this.#streams.keys()]) {
      if (this.#ticks % TICKS_A_COMMENT === 0) stream.comment();
      stream.flushLines();
    }
    if (this.#ticks % TICKS_A_RECHECK === 0) this.#recheck();
    void this.#flush();
  }

  /** Who has not been admitted again by the next time is not. */
  #recheck(): void {
    for (const [stream, mayStay] of this.#streams) {
      if (this.#asked.has(stream)) {
        this.#refuse(stream);
        continue;
      }
      this.#asked.add(stream);
      void mayStay().then(may => {
        this.#asked.delete(stream);
        if (!may) this.#refuse(stream);
      });
    }
  }

  #refuse(stream: Stream): void {
    stream.bye('refused');
    this.#leave(stream);
  }

  /** A console that answers later is asked again only when it has answered. */
  async #flush(): Promise<void> {
    const rev = this.#console.revision();
    if (this.#isFlushing || (rev === this.#sentRev && this.#heard.isNothing)) return this.#sweep();
    this.#isFlushing = true;
    const [since, news] = [this.#sentRev, this.#heard];
    this.#heard = new Heard();
    try {
      const kinds = [...this.#streams.keys()].map(({ sees }) => sees);
      const batch = await gather(this.#console, this.#console.changed(since), rev, news, kinds);
      this.#sentRev = rev;
      const shared = framesOf(batch, this.#shown, undefined);
      for (const stream of this.#streams.keys()) {
        const { sees, shown } = stream;
        for (const bytes of sees === undefined ? shared : framesOf(batch, shown, sees)) stream.send(bytes);
      }
    } catch {
      // A console that is away for the moment is asked for the same revisions again; what else was heard is kept.
      this.#heard = news.goOn(this.#heard);
    } finally {
      this.#isFlushing = false;
    }
    this.#sweep();
  }

  /** Drops those that were cut for reading nothing. */
  #sweep(): void {
    for (const stream of [...this.#streams.keys()]) if (stream.isOver) this.#leave(stream);
  }

  async #catchUp(stream: Stream, since: string, rev: number): Promise<void> {
    const { epoch } = this.#console;
    const from = since.startsWith(`${epoch}.`) ? Number(since.slice(epoch.length + 1)) : Number.NaN;
    const id = `${epoch}.${rev}`;
    const names = Number.isSafeInteger(from) ? this.#console.missed(from) : undefined;
    try {
      const batch = await gather(this.#console, names, rev, new Heard(), []);
      for (const bytes of framesOf(batch, stream.shown, stream.sees)) stream.send(bytes);
    } catch {
      stream.send(frame('reset', {}, id));
    }
  }
}
