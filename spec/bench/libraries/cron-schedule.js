// @ts-check
import { parseCronExpression } from 'cron-schedule';
import { TimerBasedCronScheduler } from 'cron-schedule/schedulers/timer-based.js';
import { cronText } from './library.js';

/**
 * It knows the zone of the process only, which the rows set to `zone`.
 * @type {import('./library.js').Library}
 */
export const library = {
  name: 'cron-schedule 6',

  daily(times, run) {
    return started(times.map(cronText), run);
  },

  everySecond(count, run) {
    return started(
      Array.from({ length: count }, () => '* * * * * *'),
      run,
    );
  },
};

/** @param {readonly string[]} texts @param {() => void | Promise<void>} run */
function started(texts, run) {
  let handles = texts.map(text => TimerBasedCronScheduler.setInterval(parseCronExpression(text), () => run()));
  return {
    cancelAll() {
      for (const handle of handles) TimerBasedCronScheduler.clearTimeoutOrInterval(handle);
      handles = [];
    },
  };
}
