import type { Survey, SurveyedHost } from '../../kit.js';
import type { Sees } from '../console.js';
import type { HostView } from '../findings.js';

/** A host that was not heard of for so long is silent, and what it had in hand goes to others. */
const SILENT_AFTER_MS = 20_000;

/** … and for so long: nobody waits for it any more. */
const GONE_AFTER_MS = 60_000;

/** The hosts of a farm as a page shows them, with how much runs on each of what may be seen. */
export function hostViews({ hosts, runs, atMs }: Survey, sees: Sees | undefined): readonly HostView[] {
  const running = runs.filter(
    ({ jobName, startedAtMs }) => startedAtMs !== undefined && (sees === undefined || sees(jobName)),
  );
  return hosts.map(host => {
    const { name, pid, version, joinedMs, seenMs, skewMs } = host;
    return {
      name: name.endsWith(`:${pid}`) ? name.slice(0, -`:${pid}`.length) : name,
      pid,
      ...(version !== undefined && { version }),
      since: Math.round(joinedMs),
      heartbeat: Math.round(seenMs),
      state: stateOf(host, atMs),
      running: running.filter(run => run.host === name).length,
      ...(skewMs !== undefined && { skewMs }),
    };
  });
}

function stateOf({ seenMs }: SurveyedHost, nowMs: number): HostView['state'] {
  if (nowMs - seenMs < SILENT_AFTER_MS) return 'alive';
  return nowMs - seenMs < GONE_AFTER_MS ? 'silent' : 'gone';
}
