import { runsWhenCalled } from '../arguments.js';
import { ScheduleError, shown } from '../errors.js';
import { checkSurplus } from '../surplus.js';

/** What gives the same value under a key to all who ask in this process; the host's. */
export type Share = <T>(key: string, make: (forget: () => void) => T) => T;

/** What a shared scheduler must be able to, also one of another copy of this package. */
interface Shareable {
  readonly state: string;
  start(): unknown;
  once(name: 'stopping', listener: () => void): unknown;
}

/** The scheduler of this name in this process, until it begins to stop. @throws ScheduleError, also where `make` asks for it in turn */
export function sharedScheduler<S extends Shareable>(
  share: Share,
  name: string,
  make: () => S,
  surplus: readonly unknown[],
): S {
  check(name, make);
  checkSurplus('Scheduler.shared', 2, surplus, `say it where the scheduler is made, as ${EXAMPLE}`);
  return share(`scheduler ${name}`, forget => {
    if (inTheMaking.has(name)) {
      throw new ScheduleError(
        `the shared scheduler '${name}' is just being made: its function can't ask for it, nor can what it loads`,
      );
    }
    inTheMaking.add(name);
    try {
      const scheduler = make();
      checkMade(name, scheduler);
      // Started while the process stops, it has begun to stop by now.
      if (scheduler.state === 'stopping' || scheduler.state === 'stopped') forget();
      else scheduler.once('stopping', forget);
      return scheduler;
    } finally {
      inTheMaking.delete(name);
    }
  });
}

/** The names whose schedulers are just being made. */
const inTheMaking = new Set<string>();

const EXAMPLE = "Scheduler.shared('app', () => new Scheduler(registry).start())";

function check(name: unknown, make: unknown): void {
  if (typeof name !== 'string' || name === '') {
    throw new ScheduleError(`a shared scheduler goes by a name, as ${EXAMPLE}, not by ${shown(name)}`);
  }
  if (runsWhenCalled(make)) return;
  throw new ScheduleError(`a shared scheduler is made by a function, as ${EXAMPLE}, not by ${shown(make)}`);
}

function checkMade(name: string, made: Partial<Shareable> | undefined): void {
  if (typeof made?.once === 'function' && typeof made.start === 'function') return;
  throw new ScheduleError(
    `the function of the shared scheduler '${name}' must return a Scheduler, as ${EXAMPLE}, not ${shown(made)}`,
  );
}
