import type { Alarm } from '../index.js';
import type { EngineRun } from '../kit.js';
import { after } from './delay.js';
import type { FarmClock } from './farm-clock.js';
import { fenceLeftMs, type Moment, momentOf } from './fence.js';
import type { CancelSaid, FetchedRow } from './rows.js';

/** A row in progress on this host, with a timer that ends it when its fence is past. */
export class HeldRow {
  readonly row: FetchedRow;
  readonly #clock: FarmClock;
  #sent: Moment;
  #timer: Alarm | undefined;
  #lostFor: string | undefined;
  #run: EngineRun | undefined;
  #onCalled: (() => void) | undefined;
  /** It has its outcome, which is being written: who has it now says nothing of it. */
  isOver = false;
  /** Whether it was cancelled by somebody, rather than cut by a stop. */
  isCancelled = false;

  /** @param sent when the fetch was sent that brought it */
  constructor(row: FetchedRow, sent: Moment, clock: FarmClock) {
    this.row = row;
    this.#clock = clock;
    this.#sent = sent;
    this.#arm();
  }

  /** Whether its work has begun here. */
  get hasBegun(): boolean {
    return this.#run !== undefined;
  }

  /** Why it may be another host's by now. */
  get lostFor(): string | undefined {
    if (this.#lostFor === undefined && this.#leftMs() <= 0) this.lose(PAST_FENCE);
    return this.#lostFor;
  }

  /** The database has seen a touch that was sent then. */
  touched(sent: Moment): void {
    if (sent.monotonicMs > this.#sent.monotonicMs) this.#sent = sent;
  }

  begin(run: EngineRun): void {
    this.#run = run;
    if (this.#lostFor !== undefined) run.abort(this.#lostFor);
  }

  /** Somebody has cancelled it. Where it waits, its claim is told so. */
  abort({ reason, by }: CancelSaid): void {
    this.isCancelled = true;
    this.#run?.abort(reason, by);
    this.#onCalled?.();
  }

  lose(reason: string): void {
    if (this.#lostFor !== undefined) return;
    this.#lostFor = reason;
    this.#run?.abort(reason);
    this.#onCalled?.();
  }

  /** Told when it is to wait no more: it is lost, or cancelled. */
  whenCalled(told: (() => void) | undefined): void {
    this.#onCalled = told;
  }

  drop(): void {
    this.#timer?.cancel();
  }

  #arm(): void {
    this.#timer = after(this.#clock, Math.max(1, this.#leftMs()), () => {
      if (this.#leftMs() <= 0) this.lose(PAST_FENCE);
      else this.#arm();
    });
  }

  #leftMs(): number {
    return fenceLeftMs(this.#sent, momentOf(this.#clock));
  }
}

/** Said of a run that another host has taken over. */
export const GONE = 'the farm gave it to another host';

const PAST_FENCE = 'the database could not be reached, so another host may have it';
