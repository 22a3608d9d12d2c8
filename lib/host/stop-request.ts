import { ScheduleError, shown } from '../errors.js';
import { atFirstUse } from '../time/at-first-use.js';

/** The name of a signal, such as `SIGTERM`. */
export type Signal = `SIG${string}`;

/** What asks a process to stop: a signal, or the message `'shutdown'` that pm2 sends where there are no signals. */
export type StopRequest = Signal | 'shutdown';

/** What any process can be asked to stop with; the console of Windows sends SIGBREAK for Ctrl-Break. */
export const USUAL_REQUESTS: readonly StopRequest[] = [
  ...(['SIGTERM', 'SIGINT', 'SIGHUP'] as const),
  ...(process.platform === 'win32' ? (['SIGBREAK'] as const) : []),
  'shutdown',
];

/** Two that no process hears of, and four after which it is not safe to go on. */
const NEVER_HEARD = ['SIGKILL', 'SIGSTOP', 'SIGSEGV', 'SIGBUS', 'SIGFPE', 'SIGILL'];

/** What Windows lacks. There an application may name them all the same; they never come. */
const ELSEWHERE = new Set(
  (
    'SIGALRM SIGCHLD SIGCONT SIGIO SIGIOT SIGPIPE SIGPOLL SIGPROF SIGPWR SIGQUIT SIGSTKFLT SIGSYS SIGTRAP SIGTSTP ' +
    'SIGTTIN SIGTTOU SIGURG SIGUSR1 SIGUSR2 SIGVTALRM SIGXCPU SIGXFSZ'
  ).split(' '),
);

/** Refuses what is no signal, and what can't be caught. @throws ScheduleError */
export function checkSignals(signals: readonly unknown[]): void {
  for (const signal of signals) {
    if (typeof signal !== 'string' || !isKnown(signal)) {
      throw new ScheduleError(`${shown(signal)} is no signal: handleSignals takes signals such as 'SIGUSR2'`);
    }
    if (NEVER_HEARD.includes(signal)) {
      throw new ScheduleError(`${signal} can't be caught, so nothing can stop at it: leave it out of handleSignals`);
    }
  }
}

/** The status a shell reports for a process that ended by this request; 1 for the message. */
export function exitStatusOf(request: StopRequest): number {
  if (request === 'shutdown') return 1;
  return 128 + (hostSignals()[request] ?? (request === 'SIGBREAK' ? SIGBREAK : 0));
}

/** The numbers of the signals of this host. */
const hostSignals = atFirstUse<Readonly<Record<string, number>>>(
  () => process.getBuiltinModule('node:os').constants.signals,
);

/** SIGBREAK has its number on Windows only. */
const SIGBREAK = 21;

function isKnown(signal: string): boolean {
  return Object.hasOwn(hostSignals(), signal) || NEVER_HEARD.includes(signal) || ELSEWHERE.has(signal);
}
