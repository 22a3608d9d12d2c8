import { turn } from './timers.js';

/** How much of what keeps a process busy is there: timers that count, and listening servers. */
export function activity(): { readonly timers: number; readonly servers: number } {
  const active = process.getActiveResourcesInfo();
  return {
    timers: active.filter(name => name === 'Timeout' || name === 'Immediate').length,
    servers: active.filter(name => name === 'TCPServerWrap' || name === 'PipeServerWrap').length,
  };
}

/** Until what it gives is called, what is printed on stdout goes to stderr: stdout is for the answer alone. */
export function divertStdout(): () => void {
  const { write } = process.stdout;
  process.stdout.write = (...printed: readonly unknown[]) =>
    Reflect.apply(process.stderr.write, process.stderr, printed);
  return () => {
    process.stdout.write = write;
  };
}

/** What Node remarks on how it reads a file, which is not about jobs. */
const REMARK = /ExperimentalWarning|MODULE_TYPELESS_PACKAGE_JSON|oad (?:an|the) ES module/;

/** Does something, and keeps such remarks back meanwhile. */
export async function withoutRemarks<T>(act: () => Promise<T>): Promise<T> {
  const { emit } = process;
  const filtered = (event: string, ...rest: readonly unknown[]) =>
    event === 'warning' && isRemark(rest[0] as NodeJS.ErrnoException | undefined)
      ? true
      : Reflect.apply(emit, process, [event, ...rest]);
  process.emit = filtered as typeof process.emit;
  try {
    return await act();
  } finally {
    // A warning is emitted a little later than it is given.
    await turn();
    process.emit = emit;
  }
}

function isRemark({ name, code = '', message }: Partial<NodeJS.ErrnoException> = {}): boolean {
  return REMARK.test(`${name} ${code} ${message}`);
}

/** Until what it gives is called, `process.exit` does something else. */
export function forbidExit(refuse: () => never): () => void {
  const { exit } = process;
  process.exit = refuse;
  return () => {
    process.exit = exit;
  };
}

/** What a promise gives, or an error where meanwhile one is thrown that nobody catches, and nobody else listens for. */
export function orWhenUncaught<T>(promise: Promise<T>, errorOf: (thrown: Error) => Error): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    // Told before the others are: who listens once has left when these have been called.
    const foresee = () => {
      if (process.listenerCount('uncaughtException') > 0) return;
      process.once('uncaughtException', thrown => reject(errorOf(thrown)));
    };
    process.on('uncaughtExceptionMonitor', foresee);
    promise.then(resolve, reject).finally(() => process.off('uncaughtExceptionMonitor', foresee));
  });
}

/** What a promise gives, or an error once nothing is left that could settle it. */
export function orWhenNothingIsLeft<T>(promise: Promise<T>, error: () => Error): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const giveUp = () => reject(error());
    process.once('beforeExit', giveUp);
    promise.then(resolve, reject).finally(() => process.off('beforeExit', giveUp));
  });
}
