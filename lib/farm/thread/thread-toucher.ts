import { Worker } from 'node:worker_threads';
import type { Alarm } from '../../index.js';
import { errorData } from '../../kit.js';
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

const MORE_CONNECTIONS = 'let the server, or the limit of its role, allow this host one more connection';
const MORE_THREADS = 'let its process have one more thread';

/** What the thread needs of its host. */
export interface TouchHost {
  /** Has a notice sent on a channel. */
  send(channel: string): Promise<void>;
  /** Whether a database is that of this host: what another says of its rows is not believed. */
  isHome(system: string): boolean;
  /** Gives the password, where that is another with each connection. */
  readonly password: (() => string | Promise<string>) | undefined;
}

/** What the thread is told of a connection, beside what only its host can give. */
type TouchTerms = Omit<TouchThreadData, 'isPasswordAsked'>;

/** Touches from a thread of its own, over a connection of its own, which also listens. */
export class ThreadToucher implements Toucher {
  readonly #data: TouchThreadData;
  readonly #clock: FarmClock;
  readonly #host: TouchHost;
  readonly #rows = new Map<string, RowAttempt>();
  #worker: Worker | undefined;
  #another: Alarm | undefined;
  #looked: (rows: readonly DatabaseRow[]) => void = () => {};
  /** What is said in one turn goes in one message. */
  #held: RowAttempt[] = [];
  #dropped: RowAttempt[] = [];

  constructor(terms: TouchTerms, clock: FarmClock, host: TouchHost) {
    this.#data = { ...terms, isPasswordAsked: host.password !== undefined };
    this.#clock = clock;
    this.#host = host;
  }

  start(listener: TouchListener): void {
    let worker: Worker;
    try {
      worker = new Worker(new URL('./touch-thread.js', import.meta.url), { workerData: this.#data });
    } catch (error) {
      // As where the process may have no more threads.
      listener.refused({ why: errorData(error).message, remedy: MORE_THREADS });
      this.#startAgain(listener);
      return;
    }
    worker.unref();
    worker.on('message', (message: FromTouchThread) => this.#told(message, listener));
    // As where its memory has run out: its end follows.
    worker.on('error', () => {});
    worker.once('exit', () => {
      if (this.#worker !== worker) return;
      this.#worker = undefined;
      this.#looked([]);
      this.#startAgain(listener);
    });
    this.#worker = worker;
    this.#say({ kind: 'rows', held: [...this.#rows.values()], dropped: [] });
  }

  #startAgain(listener: TouchListener): void {
    this.#another = after(this.#clock, ANOTHER_AFTER_MS, () => this.start(listener));
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
      case 'password':
        void this.#givePassword();
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
        listener.refused(
          message.refusal === undefined ? undefined : { why: message.refusal, remedy: MORE_CONNECTIONS },
        );
        break;
      case 'touched': {
        if (!this.#host.isHome(message.system)) {
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
    const isSent = await this.#host.send(this.#data.echo?.channel ?? '').then(
      () => true,
      () => false,
    );
    this.#say({ kind: 'echoed', isSent });
  }

  /** Where it has none the connection fails, as those of the pool do, which tell. */
  async #givePassword(): Promise<void> {
    const password = await Promise.resolve()
      .then(this.#host.password)
      .catch(() => undefined);
    this.#say({ kind: 'password', password: typeof password === 'string' ? password : undefined });
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
