// @ts-check
import { CronJob } from 'cron';
import { cronText, zone } from './library.js';

/** @type {import('./library.js').Library} */
export const library = {
  name: 'cron 4',

  daily(times, run) {
    return started(times.map(time => new CronJob(cronText(time), () => void run(), null, true, zone)));
  },

  everySecond(count, run) {
    return started(Array.from({ length: count }, () => new CronJob('* * * * * *', () => void run(), null, true, zone)));
  },

  trigger(run) {
    const job = new CronJob('0 0 * * *', () => void run(), null, true, zone);
    return async () => job.fireOnTick();
  },
};

/** @param {CronJob[]} jobs */
function started(jobs) {
  return {
    cancelAll() {
      for (const job of jobs) void job.stop();
      jobs = [];
    },
  };
}
