// @ts-check
// @ts-expect-error it comes without types
import nodeSchedule from 'node-schedule';
import { cronText, zone } from './library.js';

/** @type {import('./library.js').Library} */
export const library = {
  name: 'node-schedule 2',

  daily(times, run) {
    return started(times.map(time => nodeSchedule.scheduleJob({ rule: cronText(time), tz: zone }, () => run())));
  },

  everySecond(count, run) {
    return started(
      Array.from({ length: count }, () => nodeSchedule.scheduleJob({ rule: '* * * * * *', tz: zone }, () => run())),
    );
  },

  trigger(run) {
    const job = nodeSchedule.scheduleJob({ rule: '0 0 * * *', tz: zone }, () => run());
    return async () => job.invoke();
  },
};

/** @param {{ cancel: () => void }[]} jobs */
function started(jobs) {
  return {
    cancelAll() {
      for (const job of jobs) job.cancel();
      jobs = [];
    },
  };
}
