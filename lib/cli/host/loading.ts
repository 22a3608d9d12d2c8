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

/** Does something, and keeps Node's remarks on how it reads a file back until it has settled: they are not about jobs. */
export async function withoutWarnings<T>(act: () => Promise<T>): Promise<T> {
  const { emitWarning } = process;
  process.emitWarning = (warning: string | Error, ...rest: unknown[]) => {
    const text = [String(warning), ...rest.map(value => JSON.stringify(value))].join(' ');
    if (!/ExperimentalWarning|MODULE_TYPELESS_PACKAGE_JSON/.test(text))
      Reflect.apply(emitWarning, process, [warning, ...rest]);
  };
  try {
    return await act();
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
