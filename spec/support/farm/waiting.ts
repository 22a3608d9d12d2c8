/** Waits until it holds, or for ten seconds. */
export async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 1_000 && !holds(); tries += 1) await new Promise(wake => setTimeout(wake, 10));
}

/** Work that takes so long, unless it is aborted. */
export function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason instanceof Error ? signal.reason : new Error(String(signal.reason)));
    });
  });
}

/** Lets so long pass. */
export function pause(ms: number): Promise<void> {
  return new Promise(wake => setTimeout(wake, Math.max(0, ms)));
}
