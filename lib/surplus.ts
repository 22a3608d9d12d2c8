import { ScheduleError, shown } from './errors.js';

/** How many arguments each method takes at most, by its name. */
export type Takes = Readonly<Record<string, number>>;

/** Whose methods they are, as errors say it. */
export interface Callee<Self> {
  /** What an object of the class is called: `scheduler`. */
  readonly noun: string;
  /** What comes before the name of the method, such as `job 'report': `. */
  readonly label?: (self: Self) => string;
  /** What to do instead of giving a method these arguments, where there is any telling. */
  readonly meant?: (method: string, taken: readonly unknown[], surplus: readonly unknown[]) => string | undefined;
  /** Is told what a method throws, this refusal or another. */
  readonly failed?: (self: Self, error: unknown) => void;
}

type Method = (...args: readonly unknown[]) => unknown;

/**
 * Makes the methods of `prototype` refuse what they are given beyond their parameters, which JavaScript would drop unread:
 * `advance(5, 'minutes')` would be five milliseconds. One that was taken off its object says so.
 */
export function refuseSurplus<Self extends object>(prototype: Self, takes: Takes, callee: Callee<Self>): void {
  for (const [name, most] of Object.entries(takes)) {
    const method = Reflect.get(prototype, name) as Method;
    const isIts = (self: unknown) => Object.prototype.isPrototypeOf.call(prototype, self as object);
    const refused = (self: Self, args: readonly unknown[]) => {
      const [taken, surplus] = [args.slice(0, most), args.slice(most)];
      return tooMany(`${callee.label?.(self) ?? ''}${name}`, most, surplus, callee.meant?.(name, taken, surplus));
    };
    const takeNoMore = function (this: Self, ...args: readonly unknown[]): unknown {
      try {
        if (args.length > most) throw refused(this, args);
        const given = Reflect.apply(method, this, args);
        // Asked only then: to ask each time would cost as much as a word of a schedule does.
        if (!(given instanceof Promise) || isIts(this)) return given;
        // What an async method throws is what it rejects with.
        given.catch(() => {});
      } catch (error) {
        if (isIts(this)) {
          callee.failed?.(this, error);
          throw error;
        }
      }
      throw takenOff(name, callee.noun);
    };
    Reflect.set(prototype, name, takeNoMore);
  }
}

/** The same for a function or a constructor, `what`, which collects its `surplus` itself. @throws ScheduleError */
export function checkSurplus(what: string, most: number, surplus: readonly unknown[], meant?: string): void {
  if (surplus.length > 0) throw tooMany(what, most, surplus, meant);
}

function tooMany(what: string, most: number, surplus: readonly unknown[], meant = 'leave it out'): ScheduleError {
  const given = surplus.map(shown).join(', ');
  if (most === 0) return new ScheduleError(`${what}() takes nothing, and was given ${given}; ${meant}`);
  const count = most === 1 ? 'one argument' : `${most} arguments`;
  return new ScheduleError(`${what}(…) takes ${count}, and was also given ${given}; ${meant}`);
}

function takenOff(method: string, noun: string): ScheduleError {
  return new ScheduleError(
    `${method}(…) was taken off its ${noun}, and doesn't know which: hand on () => ${noun}.${method}(…) instead`,
  );
}
