import { isObject } from '../arguments.js';
import { ScheduleError, shown } from '../errors.js';
import { contain, type Report } from '../run/contain.js';
import { inOwnContext } from '../run/own-context.js';
import { isThenable, promiseOf } from '../thenable.js';
import type { StopFate, StopSource } from './stopping.js';

/** The most that join one scheduler: one that has another join each time it is asked must not hold up the stop for ever. */
const MAX_PARTICIPANTS = 10_000;

/** What takes part in a stop from outside: a web server, a dashboard, a farm. */
export interface Participant {
  /** Its name in the report. */
  readonly name: string;
  /** A stop begins: take nothing new. */
  halt(): void;
  /** The drain is over: end what is left. */
  cancel(reason: string): void;
  /** Asked once, after `halt`: resolves when nothing is left. */
  idle(): Promise<unknown>;
}

/** A web server as one that takes part. */
export interface ServerParticipant extends Participant {
  /** It was taken off: nothing of it is to be left at the server. */
  leave(): void;
}

/** A server of `node:http` or `node:https`, as `createServer(…)` and `express().listen(…)` give it. */
export interface WebServer {
  /** Takes no more connections. */
  close(): unknown;
  /** Ends those that there are. */
  closeAllConnections(): void;
}

/**
 * The participants of one scheduler. What they throw or reject with is reported, and counts as their end. Each is called in
 * an async context of its own: one that stops the scheduler in turn gets a promise that does not wait for it.
 */
export class Participants implements StopSource {
  readonly #report: Report;
  readonly #abandoned: (what: string) => void;
  readonly #ended: (item: object, fate: StopFate) => void;
  /** With their names, which are read once. */
  readonly #participants = new Map<Participant, string>();
  #isHalted = false;
  #isCancelled = false;

  constructor(report: Report, abandoned: (what: string) => void, ended: (item: object, fate: StopFate) => void) {
    this.#report = report;
    this.#abandoned = abandoned;
    this.#ended = ended;
  }

  /**
   * @returns a function that takes it off again, and then calls `left`
   * @throws ScheduleError for what is no participant, and beyond `MAX_PARTICIPANTS`
   */
  join(participant: Participant, left = () => {}): () => void {
    checkParticipant(participant);
    if (this.#participants.size >= MAX_PARTICIPANTS) {
      throw new ScheduleError(
        `'${participant.name}' can't join: ${MAX_PARTICIPANTS} have joined already; take off what is done, by what join gives back`,
      );
    }
    this.#participants.set(participant, participant.name);
    if (this.#isHalted) this.#tell('halt', participant, () => participant.halt());
    return () => {
      if (!this.#participants.delete(participant)) return;
      this.#ended(participant, 'finished');
      left();
    };
  }

  /** Each is asked once, when all are halted, when it is idle; one that joins meanwhile, too. */
  halt(): void {
    for (const participant of this.#participants.keys()) this.#tell('halt', participant, () => participant.halt());
    this.#isHalted = true;
    for (const participant of this.#participants.keys()) {
      void this.#idle(participant).then(() => this.#ended(participant, this.#isCancelled ? 'cancelled' : 'finished'));
    }
  }

  items(): Iterable<readonly [object, string]> {
    return this.#participants;
  }

  cancel(reason: string): void {
    this.#isCancelled = true;
    for (const participant of this.#participants.keys()) {
      this.#tell('cancel', participant, () => participant.cancel(reason));
    }
  }

  abandon(_item: object, label: string): void {
    this.#abandoned(`'${label}', which joined the stop,`);
  }

  #tell(word: string, participant: Participant, call: () => void): void {
    inOwnContext(participant, () => void contain(this.#labelled(word, participant), this.#report, call));
  }

  async #idle(participant: Participant): Promise<void> {
    // By then it may have been taken off.
    const label = this.#labelled('idle', participant);
    try {
      const idle: unknown = inOwnContext(participant, () => participant.idle());
      if (isThenable(idle)) await promiseOf(idle);
    } catch (error) {
      this.#report(label, error);
    }
  }

  #labelled(word: string, participant: Participant): string {
    return `${word}() of '${this.#participants.get(participant)}'`;
  }
}

function checkParticipant(participant: unknown): void {
  const isOne =
    isObject(participant) &&
    typeof Reflect.get(participant, 'name') === 'string' &&
    ['halt', 'cancel', 'idle'].every(word => typeof Reflect.get(participant, word) === 'function');
  if (isOne) return;
  throw new ScheduleError(
    `join takes a participant such as { name: 'web server', halt() {}, cancel() {}, async idle() {} }, not ${shown(participant)}`,
  );
}
