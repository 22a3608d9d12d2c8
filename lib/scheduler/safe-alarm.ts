import type { Report } from '../run/contain.js';
import { detached } from '../run/own-context.js';
import type { Alarm, Clock } from '../time/clock.js';

/** How long a clock whose `alarm` threw is left alone. */
export const ALARM_FAILED_MS = 1_000;

/** Sets an alarm that rings, in nobody's async context, also where the clock of the application throws instead of setting it. */
export type SafeAlarm = (atMonotonicMs: number, ring: () => void, keepAlive: boolean) => Alarm;

/** Alarms of `clock`; where it throws, of the host's own timer, a second later. */
export function safeAlarms(clock: Clock, host: Clock, report: Report): SafeAlarm {
  return (atMonotonicMs, work, keepAlive) => {
    const ring = () => detached(work);
    try {
      return clock.alarm(atMonotonicMs, ring, { keepAlive });
    } catch (error) {
      report('the clock', error);
      return host.alarm(host.monotonic() + ALARM_FAILED_MS, ring, { keepAlive });
    }
  };
}
