// @ts-check

import { CronTime } from 'cron';
import { CronExpressionParser } from 'cron-parser';
import { Cron } from 'croner';
import { createTask } from 'node-cron';
import { Registry } from '../carillon.js';

/**
 * The first occurrence after an instant, one library a function. A text that a library can't read throws here; one that
 * it loses its way with throws, or gives nothing, when it is asked.
 * @type {Record<string, (text: string, zone: string) => (afterMs: number) => number | undefined>}
 */
export const nextOf = {
  carillon: (text, zone) => {
    const registry = new Registry({ zone });
    registry
      .schedule(() => {})
      .withName('job')
      .toRunCron(text);
    const [schedule] = registry.compile();
    return after => schedule?.nextMs(after);
  },

  'croner 11': (text, zone) => {
    const job = new Cron(text, { timezone: zone, paused: true });
    return after => job.nextRun(new Date(after))?.getTime();
  },

  // Asked anew each time: as its own iteration goes on it may remember.
  'cron-parser 5': (text, zone) => {
    const expression = CronExpressionParser.parse(text, { tz: zone });
    return after => {
      expression.reset(new Date(after));
      return expression.next().getTime();
    };
  },

  // It answers from the present moment on only, so that is moved.
  'node-cron 4': (text, zone) => {
    const task = createTask(text, () => {}, { timezone: zone });
    return after => presentAt(after, () => task.getNextRuns(1)[0]?.getTime());
  },

  'cron 4': (text, zone) => {
    const time = new CronTime(text, zone);
    return after => time.getNextDateFrom(new Date(after), zone).toMillis();
  },
};

const RealDate = Date;

/**
 * @template T
 * @param {number} ms
 * @param {() => T} ask
 */
function presentAt(ms, ask) {
  globalThis.Date = /** @type {DateConstructor} */ (
    new Proxy(RealDate, {
      construct: (target, args, newTarget) => Reflect.construct(target, args.length === 0 ? [ms] : args, newTarget),
      get: (target, key, receiver) => (key === 'now' ? () => ms : Reflect.get(target, key, receiver)),
    })
  );
  try {
    return ask();
  } finally {
    globalThis.Date = RealDate;
  }
}
