import { checkFunction } from '../arguments.js';
import { ScheduleError, shown } from '../errors.js';
import { suggestion } from '../nearest.js';
import { Context } from '../run/context.js';
import { currentOwner } from '../run/own-context.js';
import type { Pace, Step } from '../run/pace.js';
import { inNoContext } from '../time/no-context.js';
import type { EventName, Listener, OtherEventName, SchedulerEvents } from './events.js';

/** Calls a callback of the application, contained, that nobody waits for but a stop. */
export type Call = (what: string, callback: () => unknown) => void;

/** Listeners by event, told in the order in which they came. */
export class EventHub implements Step {
  /** Whether nobody listens to anything. */
  isSilent = true;
  readonly #listeners = new Map<EventName, readonly Entry[]>();
  readonly #call: Call;
  readonly #pace: Pace;
  #seq = 0;
  /** What a listener brings about is told when all have been told of what it was told of; between them, who waits for that. */
  #untold: (Untold | (() => void))[] = [];
  /** How many of these have been: to take each off would move all that are left, each time. */
  #told = 0;
  #isTelling = false;
  #isClosed = false;

  constructor(call: Call, pace: Pace) {
    this.#call = call;
    this.#pace = pace;
  }

  /** @returns a function that takes this listener off again, and no other. */
  on<E extends EventName>(name: E, listener: Listener<E>): () => void {
    return this.#add(name, listener as Entry['listener'], false);
  }

  once<E extends EventName>(name: E, listener: Listener<E>): () => void {
    return this.#add(name, listener as Entry['listener'], true);
  }

  /** Takes off what was put on last with this listener. */
  off<E extends EventName>(name: E, listener: Listener<E>): void {
    checkEvent(name);
    const entry = this.#listeners.get(name)?.findLast(one => one.listener === listener);
    if (entry !== undefined) this.#remove(name, entry);
  }

  has(name: EventName): boolean {
    return this.#listeners.has(name);
  }

  emit<E extends OtherEventName>(name: E, event: SchedulerEvents[E]): void {
    if (!this.#isHeard(name)) return;
    if (this.#isTelling) {
      this.#untold.push({ name, event, at: this.#pace.nowMs });
    } else {
      this.#isTelling = true;
      this.#tellAll(name, event);
      this.#tellRest();
    }
  }

  /** An event that a call brings about: of a run, or of a listener, which may call again each time, by promises without an end. */
  emitOfCall<E extends OtherEventName>(name: E, event: SchedulerEvents[E]): void {
    if (!this.#isHeard(name)) return;
    const isOfRun = currentOwner() instanceof Context;
    const emit = () => this.emit(name, event);
    inNoContext(() => (isOfRun ? emit() : this.together(emit)));
  }

  /** Several events of one thing, with nothing between them. */
  emitInTurn<E extends OtherEventName>(names: readonly E[], event: SchedulerEvents[E]): void {
    if (this.#isTelling) {
      for (const name of names) this.#untold.push({ name, event, at: this.#pace.nowMs });
    } else if (!this.isSilent) {
      this.#isTelling = true;
      for (const name of names) this.#tellAll(name, event);
      this.#tellRest();
    }
  }

  /** The stop is over: what listeners bring about is told for a slice, and then no more, lest they never come to an end. */
  close(): void {
    this.#isClosed = true;
  }

  /** Does what is done by hand, outside of the async context of who does it. */
  act(work: () => void): void {
    this.#pace.around(() => this.together(work));
  }

  /** Resolves once all that has happened by now is told of; `undefined` where it is. */
  whenTold(): Promise<void> | undefined {
    if (this.#told === this.#untold.length) return undefined;
    return new Promise(resolve => this.#untold.push(resolve));
  }

  /** Gives up what is not told of yet. @returns how many events that are */
  forget(): number {
    const events = this.#untold.slice(this.#told).filter(one => typeof one !== 'function');
    this.#untold = [];
    this.#told = 0;
    this.#isTelling = false;
    return events.length;
  }

  /** What happens in `work` is told when all of it has, so that nothing that a listener does in turn is told before. */
  together(work: () => void): void {
    if (this.#isTelling || this.isSilent) {
      work();
      return;
    }
    this.#isTelling = true;
    work();
    this.#tellRest();
  }

  /** Tells what listeners have brought about, which may bring about more without an end: no longer than for a slice. */
  go(): void {
    while (this.#told < this.#untold.length) {
      if (!this.#pace.isOverAfterStep()) {
        const next = this.#untold[this.#told] as Untold | (() => void);
        this.#told += 1;
        if (typeof next === 'function') next();
        else this.#tellAll(next.name, next.event, next.at);
      } else if (this.#isClosed) {
        break;
      } else {
        this.#forgetTold();
        this.#pace.take(this);
        return;
      }
    }
    this.#told = this.#untold.length;
    this.#forgetTold();
    this.#isTelling = false;
  }

  #isHeard(name: OtherEventName): boolean {
    return this.#listeners.has(name) || this.#listeners.has('any');
  }

  #forgetTold(): void {
    this.#untold = this.#untold.slice(this.#told);
    this.#told = 0;
  }

  #tellRest(): void {
    if (this.#untold.length > 0) this.#pace.around(() => this.go());
    else this.#isTelling = false;
  }

  /** `at`: when it happened, which may be long before it is told. */
  #tellAll(name: OtherEventName, event: unknown, at = this.#pace.nowMs): void {
    this.#tell(name, event);
    if (!this.#listeners.has('any')) return;
    this.#seq += 1;
    this.#tell('any', { seq: this.#seq, at, name, event });
  }

  /** The list is replaced and never changed, so a listener may come or go while it is told. */
  #tell(name: EventName, event: unknown): void {
    const entries = this.#listeners.get(name);
    if (entries === undefined) return;
    for (const entry of entries) {
      if (entry.isOnce) this.#remove(name, entry);
      this.#call(entry.label, () => entry.listener(event));
    }
  }

  #add(name: EventName, listener: Entry['listener'], isOnce: boolean): () => void {
    checkEvent(name);
    checkFunction(`the event '${name}'`, listener);
    const entry: Entry = { label: `a listener of '${name}'`, listener, isOnce };
    this.#listeners.set(name, [...(this.#listeners.get(name) ?? []), entry]);
    this.isSilent = false;
    return () => this.#remove(name, entry);
  }

  #remove(name: EventName, entry: Entry): void {
    const left = this.#listeners.get(name)?.filter(one => one !== entry) ?? [];
    if (left.length > 0) this.#listeners.set(name, left);
    else this.#listeners.delete(name);
    this.isSilent = this.#listeners.size === 0;
  }
}

interface Untold {
  readonly name: OtherEventName;
  readonly event: unknown;
  readonly at: number;
}

interface Entry {
  /** What it is called where it fails. */
  readonly label: string;
  readonly listener: (event: unknown) => unknown;
  readonly isOnce: boolean;
}

/** What other libraries call them. */
const ELSEWHERE = new Map([
  ['error', 'failed'],
  ['success', 'succeeded'],
  ['complete', 'ended'],
  ['completed', 'ended'],
]);

/** A listener of an event that there is not would hear nothing, and one would not be taken off. */
function checkEvent(name: unknown): void {
  if (typeof name === 'string' && Object.hasOwn(NAMES, name)) return;
  const names = Object.keys(NAMES);
  const meant = typeof name === 'string' ? suggestion(ELSEWHERE.get(name) ?? name, names) : '';
  throw new ScheduleError(`a scheduler has no event ${shown(name)}: ${meant}it has ${names.join(', ')}`);
}

const NAMES: Readonly<Record<EventName, true>> = {
  started: true,
  waiting: true,
  retrying: true,
  succeeded: true,
  failed: true,
  timedOut: true,
  abandoned: true,
  lost: true,
  cancelled: true,
  skipped: true,
  missed: true,
  ended: true,
  logged: true,
  progressed: true,
  added: true,
  edited: true,
  removed: true,
  paused: true,
  resumed: true,
  triggered: true,
  skipping: true,
  scheduleFailed: true,
  backgroundFailed: true,
  clockJumped: true,
  loopBlocked: true,
  farm: true,
  stopping: true,
  stopped: true,
  any: true,
};
