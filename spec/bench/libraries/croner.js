// @ts-check
import { Cron } from 'croner';
import { cronText, zone } from './library.js';

/** @type {import('./library.js').Library} */
export const library = {
  name: 'croner 11',

  daily(times, run) {
    return started(times.map(time => new Cron(cronText(time), { timezone: zone }, () => run())));
  },

  everySecond(count, run) {
    return started(Array.from({ length: count }, () => new Cron('* * * * * *', { timezone: zone }, () => run())));
  },

  trigger(run) {
    const job = new Cron('0 0 * * *', { timezone: zone }, () => run());
    return () => job.trigger();
  },
};

/** @param {Cron[]} jobs */
function started(jobs) {
  return {
    cancelAll() {
      for (const job of jobs) job.stop();
      jobs = [];
    },
  };
}
