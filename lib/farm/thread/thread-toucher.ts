import { Worker } from 'node:worker_threads';
import type { Alarm } from '../../index.js';
import { after } from '../delay.js';
import type { FarmClock } from '../farm-clock.js';
import { momentOf } from '../fence.js';
import type { DatabaseRow } from '../pg-boss/database.js';
import type { RowAttempt } from '../rows.js';
import type { Toucher, TouchListener } from '../toucher.js';
import { thisProcess } from './this-process.js';
import type { FromTouchThread, ToTouchThread, TouchThreadData } from './touch-messages.js';

/** A thread that has ended by itself is followed by another after this: before the fence of any row has run out. */
const ANOTHER_AFTER_MS = 1_000;

/** Touches from a thread of its own, over a connection of its own, which also listens. */
export class ThreadToucher implements Toucher {
  readonly #data: TouchThreadData;
  readonly #clock: FarmClock;
  readonly #send: (channel: string) => Promise<void>;
  readonly #isHome: (system: string) => boolean;
  readonly #rows = new Map<string, RowAttempt>();
  #worker: Worker | undefined;
  #another: Alarm | undefined;
  #looked: (rows: readonly DatabaseRow[]) => void = () => {};
  /** What is said in one turn goes in one message. */
  #held: RowAttempt[] = [];
  #dropped: RowAttempt[] = [];

  /**
   * @param send has a notice sent on a channel
   * @param isHome whether a database is that of this host: what another says of its rows is not believed
   */
  constructor(
    data: TouchThreadData,
    clock: FarmClock,
    send: (channel: string) => Promise<void>,
    isHome: (system: string) => boolean,
  ) {
    this.#data = data;
    this.#clock = clock;
    this.#send = send;
    this.#isHome = isHome;
  }

  start(listener: TouchListener): void {
    const worker = new Worker(new URL('./touch-thread.js', import.meta.url), { workerData: this.#data });
    worker.unref();
    worker.on('message', (message: FromTouchThread) => this.#told(message, listener));
    // As where its memory has run out: its end follows.
    worker.on('error', () => {});
    worker.once('exit', () => {
      if (this.#worker !== worker) return;
      this.#worker = undefined;
      this.#looked([]);
      this.#another = after(this.#clock, ANOTHER_AFTER_MS, () => this.start(listener));
    });
    this.#worker = worker;
    this.#say({ kind: 'rows', held: [...this.#rows.values()], dropped: [] });
  }

  hold({ queue, id, attempt }: RowAttempt): void {
    this.#rows.set(id, { queue, id, attempt });
    this.#collect();
    this.#held.push({ queue, id, attempt });
  }

  drop({ queue, id, attempt }: RowAttempt): void {
    if (this.#rows.get(id)?.attempt === attempt) this.#rows.delete(id);
    this.#collect();
    this.#dropped.push({ queue, id, attempt });
  }

  /** What a question comes to by the session that touches, one at a time; nothing where it does not answer. */
  look(text: string): Promise<readonly DatabaseRow[]> {
    if (this.#worker === undefined) return Promise.resolve([]);
    this.#say({ kind: 'look', text });
    return new Promise(resolve => (this.#looked = resolve));
  }

  async close(): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    this.#another?.cancel();
    this.#looked([]);
    if (worker === undefined) return;
    const ended = new Promise<void>(resolve => worker.once('exit', () => resolve()));
    worker.ref();
    worker.postMessage({ kind: 'close' } satisfies ToTouchThread);
    await ended;
  }

  #told(message: FromTouchThread, listener: TouchListener): void {
    switch (message.kind) {
      case 'there':
        this.#say({ kind: 'here' });
        break;
      case 'heard':
        listener.heard();
        break;
      case 'echo':
        void this.#echo();
        break;
      case 'hears':
        listener.hears(message.isHearing);
        break;
      case 'held':
        listener.held(message.ms);
        break;
      case 'looked':
        this.#looked(message.rows);
        break;
      case 'session':
        listener.refused(message.refusal);
        break;
      case 'touched': {
        if (!this.#isHome(message.system)) {
          this.#say({ kind: 'reopen' });
          break;
        }
        const agoMs = thisProcess.steadyMs() - message.sentMs;
        const now = momentOf(this.#clock);
        const sent = { wallMs: now.wallMs - agoMs, monotonicMs: now.monotonicMs - agoMs };
        listener.touched(message.asked, new Set(message.kept), sent);
        break;
      }
      default:
        message satisfies never;
    }
  }

  async #echo(): Promise<void> {
    const isSent = await this.#send(this.#data.echo?.channel ?? '').then(
      () => true,
      () => false,
    );
    this.#say({ kind: 'echoed', isSent });
  }

  #collect(): void {
    if (this.#held.length + this.#dropped.length > 0) return;
    void Promise.resolve().then(() => {
      this.#say({ kind: 'rows', held: this.#held, dropped: this.#dropped });
      this.#held = [];
      this.#dropped = [];
    });
  }

  #say(message: ToTouchThread): void {
    this.#worker?.postMessage(message);
  }
}
