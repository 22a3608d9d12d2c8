import type { Report } from '../run/contain.js';
import { detached } from '../run/own-context.js';
import type { Clock } from '../time/clock.js';
import { ALARM_FAILED_MS, type SafeAlarm } from './safe-alarm.js';

/**
 * A clock that never throws, for what has begun and has to come to its end: where that of the application throws, the last
 * reading stands, and the next alarm is the host's own, a second later, lest one that is set anew meanwhile rings at once.
 */
export function safeClock(clock: Clock, host: Clock, setAlarm: SafeAlarm, report: Report): Clock {
  let nowMs = 0;
  let monotonicMs = 0;
  let isBroken = false;
  return {
    now() {
      try {
        nowMs = clock.now();
      } catch (error) {
        report('the clock', error);
      }
      return nowMs;
    },
    monotonic() {
      try {
        monotonicMs = clock.monotonic();
        isBroken = false;
      } catch (error) {
        isBroken = true;
        report('the clock', error);
      }
      return monotonicMs;
    },
    alarm(atMonotonicMs, ring, { keepAlive = true } = {}) {
      if (!isBroken) return setAlarm(atMonotonicMs, ring, keepAlive);
      return host.alarm(host.monotonic() + ALARM_FAILED_MS, () => detached(ring), { keepAlive });
    },
  };
}
