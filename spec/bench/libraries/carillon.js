// @ts-check
import { Registry, Scheduler } from '../carillon.js';
import { zone } from './library.js';

/** @type {import('./library.js').Library} */
export const library = {
  name: 'carillon',

  daily(times, run) {
    return started(times.length, run, (every, i) => {
      const { hour, minute, second } = /** @type {import('./library.js').ClockTime} */ (times[i]);
      every(1).days().at(hour, minute, second);
    });
  },

  everySecond(count, run) {
    return started(count, run, every => every(1).seconds());
  },

  everyMillisecond(run) {
    return started(1, run, every => every(1).milliseconds());
  },

  trigger(run) {
    const registry = new Registry({ zone });
    registry
      .schedule(() => run())
      .withName('job')
      .toRunEvery(1)
      .days();
    const job = new Scheduler(registry).start().get('job');
    if (job === undefined) throw new Error('there is no job');
    return () => job.trigger();
  },
};

/**
 * @param {number} count
 * @param {() => void | Promise<void>} run
 * @param {(every: (count: number) => ReturnType<ReturnType<Registry['schedule']>['toRunEvery']>, i: number) => void} words
 */
function started(count, run, words) {
  const registry = new Registry({ zone });
  for (let i = 0; i < count; i++) {
    const chain = registry.schedule(jobOf(run)).withName(`job ${i}`);
    words(n => chain.toRunEvery(n), i);
  }
  const scheduler = new Scheduler(registry).start();
  return {
    cancelAll() {
      for (const job of scheduler.jobs) job.remove();
    },
  };
}

/** A function of its own for each job, which holds nothing of where it was declared. @param {() => void | Promise<void>} run */
function jobOf(run) {
  return () => run();
}
