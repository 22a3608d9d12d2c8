/** What keeps this process alive, in words: `2 timers, 1 connection`. */
export function survivors(): readonly string[] {
  const counts = new Map<string, number>();
  for (const name of process.getActiveResourcesInfo()) {
    const what = NAMES[name];
    if (what !== undefined) counts.set(what, (counts.get(what) ?? 0) + 1);
  }
  return [...counts].map(([what, count]) => (count === 1 ? `a ${what}` : `${count} ${what}s`));
}

/** What Node calls them; the streams of the process itself and what is closing keep nothing alive. */
const NAMES: Readonly<Record<string, string>> = {
  Timeout: 'timer',
  Immediate: 'immediate',
  TCPServerWrap: 'listening server',
  PipeServerWrap: 'listening server',
  TCPSocketWrap: 'connection',
  TLSWrap: 'connection',
  PipeWrap: 'pipe',
  ProcessWrap: 'child process',
  MessagePort: 'worker or message port',
  Worker: 'worker',
  UDPWrap: 'datagram socket',
  FSEvent: 'watched file',
  StatWatcher: 'watched file',
  FSReqPromise: 'file operation',
  FSReqCallback: 'file operation',
};
