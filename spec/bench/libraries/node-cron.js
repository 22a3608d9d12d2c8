// @ts-check
import { schedule } from 'node-cron';
import { cronText, zone } from './library.js';

/** @type {import('./library.js').Library} */
export const library = {
  name: 'node-cron 4',

  daily(times, run) {
    return started(times.map(time => schedule(cronText(time), () => run(), { timezone: zone })));
  },

  everySecond(count, run) {
    return started(Array.from({ length: count }, () => schedule('* * * * * *', () => run(), { timezone: zone })));
  },

  trigger(run) {
    const task = schedule('0 0 * * *', () => run(), { timezone: zone });
    return () => task.execute();
  },
};

/** @param {import('node-cron').ScheduledTask[]} tasks */
function started(tasks) {
  return {
    cancelAll() {
      for (const task of tasks) void task.destroy();
      tasks = [];
    },
  };
}
