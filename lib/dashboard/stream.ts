import type { Sees } from '../console/console.js';
import type { LineView } from '../console/run-view.js';
import type { ByeReason } from './api.js';
import { COMMENT, frame, OPENING } from './frame.js';
import type { Shown } from './shown.js';
import type { Sink } from './sink.js';

/** Frames that a client has not read: one that has more is cut, since nothing is kept for who reads nothing. */
const MAX_QUEUED = 64;
/** Lines of one run that go out at one tick; of more, the last. Their numbers show the gap, which a read of the run fills. */
const MAX_LINES = 30;

/** The run whose log a client follows. */
export interface Followed {
  readonly run: string;
  readonly job: string;
}

/** One client that listens. */
export class Stream {
  readonly followed: Followed | undefined;
  /** What it may see; asked anew each minute. */
  shown: Shown;
  sees: Sees | undefined;
  readonly #sink: Sink;
  /** What its run has logged and was not sent. */
  #lines: LineView<unknown>[] = [];
  #isOver = false;

  constructor(sink: Sink, shown: Shown, sees: Sees | undefined, followed: Followed | undefined) {
    this.#sink = sink;
    this.shown = shown;
    this.sees = sees;
    this.followed = followed;
    this.send(OPENING);
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  send(bytes: Uint8Array): void {
    if (this.#isOver) return;
    if (this.#sink.queued >= MAX_QUEUED) this.#cut();
    else this.#sink.send(bytes);
  }

  /** Keeps the connection from looking dead. */
  comment(): void {
    this.send(COMMENT);
  }

  addLine(line: LineView<unknown>): void {
    this.#lines.push(line);
    if (this.#lines.length > 2 * MAX_LINES) this.#lines = this.#lines.slice(-MAX_LINES);
  }

  /** Sends what its run has logged. */
  flushLines(): void {
    const { followed } = this;
    if (followed === undefined || this.#lines.length === 0) return;
    const lines = this.#lines.slice(-MAX_LINES);
    this.#lines = [];
    for (const line of lines) this.send(frame('line', { ...this.shown.line(line, followed.job), run: followed.run }));
  }

  /** Says why it ends, and ends it. */
  bye(reason: ByeReason, leftMs?: number): void {
    if (this.#isOver) return;
    this.flushLines();
    this.send(frame('bye', { reason, ...(leftMs !== undefined && { left: leftMs }) }));
    if (this.#isOver) return;
    this.gone();
    this.#sink.end();
  }

  /** The client has gone: nothing is sent any more. */
  gone(): void {
    this.#isOver = true;
    this.#lines = [];
  }

  #cut(): void {
    this.gone();
    this.#sink.cut();
  }
}
