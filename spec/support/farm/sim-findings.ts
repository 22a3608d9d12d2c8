import type { SimEvent } from './sim-host.js';

/** What a run is called, of which there is one on one host. */
export function idOf({ key, token, host }: SimEvent): string {
  return `${key} ${token} ${host}`;
}

/** The runs that began beside another, of those of which one at a time may run. */
export function overlaps(events: readonly SimEvent[]): string[] {
  const open = new Map<string, SimEvent>();
  const found: string[] = [];
  for (const event of [...events].sort((a, b) => a.atMs - b.atMs)) {
    if (event.what !== 'begin') open.delete(idOf(event));
    else {
      for (const other of open.values()) {
        if (event.atMs - other.atMs >= 0)
          found.push(`${event.key} on ${event.host} overlaps ${other.key} on ${other.host}`);
      }
      open.set(idOf(event), event);
    }
  }
  return found;
}

/** The runs of a job that have no later token than one before. */
export function tokens(events: readonly SimEvent[]): string[] {
  const begins = events.filter(({ what }) => what === 'begin');
  return begins.flatMap((event, i) => {
    const before = begins[i - 1];
    return before !== undefined && before.token >= event.token
      ? [`${event.key} has no later token than ${before.key}`]
      : [];
  });
}

/** The runs of a host that dies end there, at that instant. */
export function unfinished(events: readonly SimEvent[], host: string, atMs: number): SimEvent[] {
  const open = new Map<string, SimEvent>();
  for (const event of events) {
    if (event.host !== host) continue;
    if (event.what === 'begin') open.set(idOf(event), event);
    else open.delete(idOf(event));
  }
  return [...open.values()].map(event => ({ ...event, what: 'abort', atMs }));
}
