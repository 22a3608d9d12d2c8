// @ts-check
import { CronTime } from 'cron';
import { CronExpressionParser } from 'cron-parser';
import { parseCronExpression } from 'cron-schedule';
import { Cron } from 'croner';
import { createTask } from 'node-cron';

/**
 * The next occurrence of a cron text, as each library gives it: one after the other from an instant on. `walk` is a
 * function of how many to pass and gives the last of them in epoch milliseconds; a library that can't read the text throws.
 * @typedef {(text: string, zone: string) => (fromMs: number, count: number) => number} Walker
 */

/** @type {Record<string, Walker>} */
export const cronWalkers = {
  'croner 11': (text, zone) => {
    const job = new Cron(text, { timezone: zone, paused: true });
    return (fromMs, count) => {
      let at = new Date(fromMs);
      for (let i = 0; i < count; i++) at = /** @type {Date} */ (job.nextRun(at));
      return at.getTime();
    };
  },

  'cron-parser 5': (text, zone) => {
    const expression = CronExpressionParser.parse(text, { tz: zone });
    return (fromMs, count) => {
      expression.reset(new Date(fromMs));
      let at = fromMs;
      for (let i = 0; i < count; i++) at = expression.next().getTime();
      return at;
    };
  },

  // It can be asked from now on only.
  'node-cron 4': (text, zone) => {
    const task = createTask(text, () => {}, { timezone: zone });
    return (_, count) => /** @type {Date} */ (task.getNextRuns(count).at(-1)).getTime();
  },

  'cron 4': (text, zone) => {
    const time = new CronTime(text, zone);
    return (fromMs, count) => {
      let at = fromMs;
      for (let i = 0; i < count; i++) at = time.getNextDateFrom(new Date(at), zone).toMillis();
      return at;
    };
  },

  'cron-schedule 6': (text, zone) => {
    if (zone !== process.env['TZ']) throw new Error('knows the zone of the process only');
    const cron = parseCronExpression(text);
    return (fromMs, count) => {
      let at = new Date(fromMs);
      for (let i = 0; i < count; i++) at = cron.getNextDate(at);
      return at.getTime();
    };
  },
};
