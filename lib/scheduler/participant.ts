import { ScheduleError, shown } from '../errors.js';
import { contain, isThenable, promiseOf, type Report } from '../run/contain.js';
import type { StopFate, StopSource } from './stopping.js';

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

/** A server of `node:http` or `node:https`, as `createServer(…)` and `express().listen(…)` give it. */
export interface WebServer {
  /** Takes no more connections. */
  close(): unknown;
  /** Ends those that there are. */
  closeAllConnections(): void;
}

/** The participants of one scheduler. What they throw or reject with is reported, and counts as their end. */
export class Participants implements StopSource {
  readonly #report: Report;
  readonly #ended: (item: object, fate: StopFate) => void;
  readonly #participants = new Set<Participant>();
  #isCancelled = false;

  constructor(report: Report, ended: (item: object, fate: StopFate) => void) {
    this.#report = report;
    this.#ended = ended;
  }

  /** @returns a function that takes it off again. @throws ScheduleError for what is no participant */
  join(participant: Participant): () => void {
    checkParticipant(participant);
    this.#participants.add(participant);
    return () => void this.#participants.delete(participant);
  }

  halt(): void {
    for (const participant of this.#participants) {
      void contain(`halt() of '${participant.name}'`, this.#report, () => participant.halt());
    }
  }

  /** Each is asked once when it is idle. */
  items(): Iterable<readonly [object, string]> {
    return [...this.#participants].map(participant => {
      void this.#idle(participant).then(() => this.#ended(participant, this.#isCancelled ? 'cancelled' : 'finished'));
      return [participant, participant.name] as const;
    });
  }

  cancel(reason: string): void {
    this.#isCancelled = true;
    for (const participant of this.#participants) {
      void contain(`cancel() of '${participant.name}'`, this.#report, () => participant.cancel(reason));
    }
  }

  abandon(_item: object, label: string): void {
    this.#report(`'${label}', which joined the stop,`, new Error('it had not ended when the stop was over'));
  }

  async #idle(participant: Participant): Promise<void> {
    try {
      const idle: unknown = participant.idle();
      if (isThenable(idle)) await promiseOf(idle);
    } catch (error) {
      this.#report(`idle() of '${participant.name}'`, error);
    }
  }
}

function checkParticipant(participant: unknown): void {
  const isOne =
    typeof participant === 'object' &&
    participant !== null &&
    typeof Reflect.get(participant, 'name') === 'string' &&
    ['halt', 'cancel', 'idle'].every(word => typeof Reflect.get(participant, word) === 'function');
  if (isOne) return;
  throw new ScheduleError(
    `join takes a participant such as { name: 'web server', halt() {}, cancel() {}, async idle() {} }, not ${shown(participant)}`,
  );
}
