import { turn } from './timers.js';

/** How much of what keeps a process busy is there: timers that count, and listening servers. */
export function activity(): { readonly timers: number; readonly servers: number } {
  const active = process.getActiveResourcesInfo();
  return {
    timers: active.filter(name => name === 'Timeout' || name === 'Immediate').length,
    servers: active.filter(name => name === 'TCPServerWrap' || name === 'PipeServerWrap').length,
  };
}

/** Does something, and sends what it prints on stdout to stderr until it has settled: stdout is for the answer alone. */
export async function diverted<T>(act: () => Promise<T>): Promise<T> {
  const { write } = process.stdout;
  process.stdout.write = process.stderr.write.bind(process.stderr);
  try {
    return await act();
  } finally {
    process.stdout.write = write;
  }
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

/** What a promise gives, or what is thrown meanwhile where nobody catches it. */
export function orWhenUncaught<T>(promise: Promise<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    process.on('uncaughtException', reject);
    promise.then(resolve, reject).finally(() => process.off('uncaughtException', reject));
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
