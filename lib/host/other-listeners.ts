import type cluster from 'node:cluster';
import type { Signal, StopRequest } from './stop-request.js';

/** Who else listens to a request of the process, and whether any of those who did has left since it first came. */
export interface OtherListeners {
  readonly listen: boolean;
  readonly haveLeft: boolean;
}

/** The listeners that belong to Carillon, and so are not another's. */
const ours = new WeakSet<object>();

/** Gives the listener back, counted among our own from now on. */
export function asOurs<Listener extends object>(listener: Listener): Listener {
  ours.add(listener);
  return listener;
}

/** Whether anybody else listens to the request now. */
export function othersListen(request: StopRequest): boolean {
  return seen(request).count > 0;
}

/**
 * Looks after the others who listen to a request from the first time that it comes. Each look is to be taken before they
 * are called: a `once` listener leaves by being called.
 */
export function watchOthers(request: StopRequest): () => OtherListeners {
  let first: Seen | undefined;
  return () => {
    const now = seen(request);
    first ??= now;
    return { listen: now.count > 0, haveLeft: request !== 'shutdown' && leftSince(first, now) > 0 };
  };
}

/** The listeners of an event, of which so many wait for others, and `count` are left. */
interface Seen {
  readonly listeners: readonly unknown[];
  readonly waiting: number;
  readonly count: number;
}

function seen(request: StopRequest): Seen {
  const listeners = process
    .rawListeners(eventOf(request))
    .filter(listener => !ours.has(listener) && !isOfPm2(listener));
  const known = request === 'shutdown' ? forwarders() : waitingToBeAlone(request, listeners);
  const waiting = Math.min(known, listeners.length);
  return { listeners, waiting, count: listeners.length - waiting };
}

/** Those of signal-exit can't be told from others, only counted: they leave without saying anything by it. */
function leftSince(first: Seen, now: Seen): number {
  const present = [...now.listeners];
  let left = 0;
  for (const listener of first.listeners) {
    const index = present.indexOf(listener);
    if (index < 0) left += 1;
    else present.splice(index, 1);
  }
  return left - Math.max(0, first.waiting - now.waiting);
}

function eventOf(request: StopRequest): string {
  return request === 'shutdown' ? 'message' : request;
}

/** Those that are told by their text may be among those that are counted. */
function waitingToBeAlone(signal: Signal, listeners: readonly unknown[]): number {
  return Math.max(signalExits(signal), listeners.filter(asksWhoElseListens).length);
}

/** What signal-exit 3 and 4 listen to, the platforms taken together. */
const HEARD_BY_SIGNAL_EXIT = new Set(
  (
    'SIGHUP SIGINT SIGTERM SIGALRM SIGABRT SIGVTALRM SIGXCPU SIGXFSZ SIGUSR2 SIGTRAP SIGSYS SIGQUIT SIGIOT ' +
    'SIGIO SIGPOLL SIGPWR SIGSTKFLT SIGUNUSED'
  ).split(' '),
);

/**
 * How many listeners signal-exit has on the signal, all of its copies together. They wait until they are alone before
 * they end the process: taken for an application's, they and we would wait for each other.
 */
function signalExits(signal: Signal): number {
  if (!HEARD_BY_SIGNAL_EXIT.has(signal)) return 0;
  const version3 = (process as { readonly __signal_exit_emitter__?: unknown }).__signal_exit_emitter__;
  const version4 = (globalThis as { readonly [SIGNAL_EXIT_4]?: unknown })[SIGNAL_EXIT_4];
  return countOf(version3) + countOf(version4);
}

const SIGNAL_EXIT_4 = Symbol.for('signal-exit emitter');

function countOf(emitter: unknown): number {
  const count = (emitter as { readonly count?: unknown } | null | undefined)?.count;
  return typeof count === 'number' && count > 0 ? count : 0;
}

/**
 * What ends the process only where it is alone, as the loaders tsx and ts-node-dev do, asks who else listens: it waits for
 * others, as signal-exit does.
 */
function asksWhoElseListens(listener: unknown): boolean {
  return ASKS_WHO_ELSE_LISTENS.test(textOf(listener));
}

const ASKS_WHO_ELSE_LISTENS = /\.(?:listeners|listenerCount)\(/;

/** In a worker of a cluster Node listens, to hand each message on to the listeners of `cluster.worker`. */
function forwarders(): number {
  const { worker } = process.getBuiltinModule('node:cluster') as unknown as typeof cluster;
  return worker === undefined || worker.listenerCount('message') > 0 ? 0 : 1;
}

/**
 * In the application's process pm2 listens to messages itself, for one that has the logs reopened and for actions, and
 * ends nothing by it. Its listeners are known by the texts in them.
 */
function isOfPm2(listener: unknown): boolean {
  return OF_PM2.test(textOf(listener));
}

const OF_PM2 = /log:reload|Received reverse message from IPC/;

function textOf(listener: unknown): string {
  return Function.prototype.toString.call(listener);
}
