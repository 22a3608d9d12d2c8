import { isObject } from '../arguments.js';
import { atFirstUse } from '../time/at-first-use.js';
import { contain, type Report } from './contain.js';
import { inThisContext } from './own-context.js';
import type { Abortable } from './retry.js';
import type { SignalTurns } from './signal-turns.js';

/** What signals need of their scheduler. */
export interface SignalHost {
  readonly report: Report;
  /** Where many are aborted at once. */
  readonly turns: SignalTurns;
}

/**
 * A signal that is made when it is first asked for, and whose listeners can't take the process down: what one of them
 * throws is reported, where a plain `AbortSignal` would raise it as an uncaught exception.
 */
export class GuardedSignal implements Abortable {
  readonly #what: string;
  readonly #host: SignalHost;
  #controller: AbortController | undefined = undefined;
  #reason: Error | undefined = undefined;

  /** `what` names its listeners in a report. */
  constructor(what: string, host: SignalHost) {
    this.#what = what;
    this.#host = host;
  }

  /** Who asks for it does not see one whose turn to be aborted is still to come. */
  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      guard(this.#controller.signal, this.#what, this.#host.report);
    }
    if (this.#reason !== undefined) this.#controller.abort(this.#reason);
    return this.#controller.signal;
  }

  /** Why it was aborted; the first reason stands. */
  get abortError(): Error | undefined {
    return this.#reason;
  }

  abort(reason: Error): void {
    if (this.#reason !== undefined) return;
    this.#reason = reason;
    const controller = this.#controller;
    if (controller !== undefined) this.#host.turns.take(() => controller.abort(reason));
  }
}

type Listener = (event: Event) => unknown;

/** What is known of a signal whose listeners are contained. */
interface Guarded {
  readonly what: string;
  readonly report: Report;
  /** What was put on in the place of each listener: the same for the same, so that it can be taken off again. */
  readonly guards: WeakMap<object, Listener>;
  /** `undefined`: it was never set, and nothing that calls it is on. */
  onabort: Listener | null | undefined;
}

const guardedSignals = new WeakMap<AbortSignal, Guarded>();

/** Between a signal and its own prototype, since methods of its own for each would cost more than the signal does. */
const prototype = atFirstUse<AbortSignal>(() =>
  Object.create(AbortSignal.prototype, {
    addEventListener: {
      value(this: AbortSignal, type: string, listener: unknown, options?: object) {
        AbortSignal.prototype.addEventListener.call(this, type, guardOf(this, listener), options);
      },
    },
    removeEventListener: {
      value(this: AbortSignal, type: string, listener: unknown, options?: object) {
        AbortSignal.prototype.removeEventListener.call(this, type, guardOf(this, listener), options);
      },
    },
    onabort: {
      get(this: AbortSignal) {
        return guardedSignals.get(this)?.onabort ?? null;
      },
      set(this: AbortSignal, listener: unknown) {
        const guarded = guardedSignals.get(this);
        if (guarded === undefined) return;
        // What calls it stays where it was put on first, apart from the same function as a listener beside it.
        if (guarded.onabort === undefined) this.addEventListener('abort', event => guarded.onabort?.call(this, event));
        guarded.onabort = typeof listener === 'function' ? (listener as Listener) : null;
      },
    },
  }),
);

function guard(signal: AbortSignal, what: string, report: Report): void {
  guardedSignals.set(signal, { what, report, guards: new WeakMap(), onabort: undefined });
  Object.setPrototypeOf(signal, prototype());
}

/** What is no listener is left for the signal to refuse. */
function guardOf(signal: AbortSignal, listener: unknown): Listener {
  const guarded = guardedSignals.get(signal);
  if (guarded === undefined || !isObject(listener)) return listener as Listener;
  const { what, report, guards } = guarded;
  const known = guards.get(listener);
  if (known !== undefined) return known;
  // Who aborts the signal is elsewhere: what the listener does, such as a call of stop, is still its run's.
  const call = inThisContext((event: Event) => callListener(listener, signal, event));
  const made = (event: Event) => void contain(what, report, () => call(event));
  guards.set(listener, made);
  // The signal itself takes off what was put on, as `{ signal }` among the options has it do.
  guards.set(made, made);
  return made;
}

function callListener(listener: object, signal: AbortSignal, event: Event): unknown {
  if (typeof listener === 'function') return listener.call(signal, event);
  return (listener as { handleEvent?(event: Event): unknown }).handleEvent?.(event);
}
