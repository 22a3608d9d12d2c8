/** How much of what keeps a process busy is there: timers that count, and listening servers. */
export function activity(): { readonly timers: number; readonly servers: number } {
  const active = process.getActiveResourcesInfo();
  return {
    timers: active.filter(name => name === 'Timeout' || name === 'Immediate').length,
    servers: active.filter(name => name === 'TCPServerWrap' || name === 'PipeServerWrap').length,
  };
}

/** Sends what others print on stdout to stderr until a promise has settled: stdout is for the answer alone. */
export async function diverted<T>(promise: Promise<T>): Promise<T> {
  const { write } = process.stdout;
  process.stdout.write = process.stderr.write.bind(process.stderr);
  try {
    return await promise;
  } finally {
    process.stdout.write = write;
  }
}

/** Keeps Node's remarks on how it reads a file to itself until a promise has settled: they are not about the jobs. */
export async function withoutWarnings<T>(promise: Promise<T>): Promise<T> {
  const { emitWarning } = process;
  process.emitWarning = (warning: string | Error, ...rest: unknown[]) => {
    const text = [String(warning), ...rest.map(value => JSON.stringify(value))].join(' ');
    if (!/ExperimentalWarning|MODULE_TYPELESS_PACKAGE_JSON/.test(text))
      Reflect.apply(emitWarning, process, [warning, ...rest]);
  };
  try {
    return await promise;
  } finally {
    process.emitWarning = emitWarning;
  }
}

/** What a promise gives, or an error once nothing is left that could settle it. */
export function orWhenNothingIsLeft<T>(promise: Promise<T>, error: () => Error): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const giveUp = () => reject(error());
    process.once('beforeExit', giveUp);
    promise.then(resolve, reject).finally(() => process.off('beforeExit', giveUp));
  });
}
