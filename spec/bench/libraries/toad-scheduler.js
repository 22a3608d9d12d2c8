// @ts-check
import { SimpleIntervalJob, Task, ToadScheduler } from 'toad-scheduler';

/**
 * It counts intervals from its own start and knows neither clock times nor zones of its own (its cron jobs are croner's):
 * what is daily elsewhere is every 24 hours here.
 * @type {import('./library.js').Library}
 */
export const library = {
  name: 'toad-scheduler 3',

  daily(times, run) {
    const scheduler = new ToadScheduler();
    for (let i = 0; i < times.length; i++) {
      scheduler.addSimpleIntervalJob(new SimpleIntervalJob({ hours: 24 }, task(i, run), { id: `job ${i}` }));
    }
    return {
      cancelAll() {
        for (let i = 0; i < times.length; i++) scheduler.removeById(`job ${i}`);
      },
    };
  },

  everySecond(count, run) {
    const scheduler = new ToadScheduler();
    for (let i = 0; i < count; i++) scheduler.addSimpleIntervalJob(new SimpleIntervalJob({ seconds: 1 }, task(i, run)));
    return { cancelAll: () => scheduler.stop() };
  },

  everyMillisecond(run) {
    const scheduler = new ToadScheduler();
    scheduler.addSimpleIntervalJob(new SimpleIntervalJob({ milliseconds: 1 }, task(0, run)));
    return { cancelAll: () => scheduler.stop() };
  },
};

/** @param {number} i @param {() => void | Promise<void>} run */
function task(i, run) {
  return new Task(`job ${i}`, () => void run());
}
