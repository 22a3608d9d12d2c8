import { expect } from 'chai';
import { declared, type Words } from '../support/declared.js';

/** A zone, words, and what they say in English. */
const ROWS: readonly (readonly [zone: string, words: Words, text: string])[] = [
  ['UTC', s => s.toRunCron('0 9 * * MON-FRI'), 'every week on Monday to Friday at 09:00 (UTC)'],
  ['UTC', s => s.toRunCron('@daily'), 'every day at 00:00 (UTC)'],
  ['UTC', s => s.toRunCron('@hourly'), 'every hour (UTC)'],
  ['UTC', s => s.toRunCron('*/5 * * * *'), 'every 5 minutes (UTC)'],
  ['UTC', s => s.toRunCron('* * * * *'), 'every minute (UTC)'],
  ['UTC', s => s.toRunCron('*/10 * * * * *'), 'every 10 seconds (UTC)'],
  ['UTC', s => s.toRunCron('*/15 9-17 * * *'), 'every 15 minutes from 09:00 to 17:45 (UTC)'],
  ['UTC', s => s.toRunCron('0 9-17 * * 1-5'), 'every hour from 09:00 to 17:00 on Monday to Friday (UTC)'],
  ['UTC', s => s.toRunCron('30 * * * *'), 'every hour at minute 30 (UTC)'],
  ['UTC', s => s.toRunCron('0 0 1,15 * *'), 'every month on the 1st and the 15th at 00:00 (UTC)'],
  ['UTC', s => s.toRunCron('0 0 L * *'), 'every month on the last day at 00:00 (UTC)'],
  ['UTC', s => s.toRunCron('0 0 L-1 * *'), 'every month on the 2nd to last day at 00:00 (UTC)'],
  ['UTC', s => s.toRunCron('0 0 31 * *'), 'every month on the 31st (where there is one) at 00:00 (UTC)'],
  ['UTC', s => s.toRunCron('0 9 29 2 *'), 'every year on 29 February (in leap years only) at 09:00 (UTC)'],
  ['UTC', s => s.toRunCron('0 12 * * 1#2'), 'every month on the second Monday at 12:00 (UTC)'],
  ['UTC', s => s.toRunCron('0 12 * * 5L'), 'every month on the last Friday at 12:00 (UTC)'],
  ['UTC', s => s.toRunCron('15 10 LW * *'), 'every month on the last weekday at 10:15 (UTC)'],
  ['UTC', s => s.toRunCron('0 9 * 1 *'), 'every day in January at 09:00 (UTC)'],
  ['UTC', s => s.toRunCron('0 9 * 1,7 MON'), 'every week in January and July on Monday at 09:00 (UTC)'],
  ['UTC', s => s.toRunCron('*/30 * 1 * *'), 'every 30 minutes on the 1st of every month (UTC)'],
  ['UTC', s => s.toRunCron('0 0 13 * 5'), 'every month on the 13th, and on every Friday at 00:00 (UTC)'],
  [
    'UTC',
    s => s.toRunCron('0 0 13,LW 1,7 5L'),
    'every year in January and July on the 13th and the last weekday, and on the last Friday at 00:00 (UTC)',
  ],
  [
    'UTC',
    s => s.toRunCron('*/10 * 1-7 * MON'),
    'every 10 minutes every month on the 1st to the 7th, and on every Monday (UTC)',
  ],
  [
    'UTC',
    s => s.toRunCron('0 0 */10 * FRI'),
    'every month on every Friday that is also the 1st, the 11th, the 21st or the 31st (where there is one) at 00:00 (UTC), steps anew on the 1st of each month',
  ],
  [
    'UTC',
    s => s.toRunCron('0 0 31W * *'),
    'every month on the weekday nearest to the 31st (where there is one) at 00:00 (UTC)',
  ],
  ['UTC', s => s.toRunCron('0 0 L-2W * *'), 'every month on the weekday nearest to the 3rd to last day at 00:00 (UTC)'],
  [
    'UTC',
    s => s.toRunCron('0 0 1,15W,L-3 * *'),
    'every month on the 1st, the weekday nearest to the 15th and the 4th to last day at 00:00 (UTC)',
  ],
  [
    'UTC',
    s => s.toRunCron('0 0 * * MON#1,WED#5,FRI'),
    'every month on every Friday, the first Monday and the fifth Wednesday (where there is one) at 00:00 (UTC)',
  ],
  ['UTC', s => s.toRunCron('0 */3 * * *'), 'every 3 hours from 00:00 to 21:00 (UTC)'],
  [
    'UTC',
    s => s.toRunCron('0 */5 * * *'),
    'every day at 00:00, 05:00, 10:00, 15:00 and 20:00 (UTC), the last step of each day is 4 instead of 5 hours',
  ],
  ['UTC', s => s.toRunCron('7 */2 * * *'), 'every 2 hours from 00:07 to 22:07 (UTC)'],
  [
    'UTC',
    s => s.toRunCron('0 1,2,3,5,7,11,13 * * *'),
    'every day at 01:00, 02:00, 03:00, 05:00, 07:00, 11:00 and 13:00 (UTC)',
  ],
  ['UTC', s => s.toRunCron('30 22-5 * * *'), 'every hour from 22:30 to 05:30 (UTC)'],
  ['UTC', s => s.toRunCron('*/20 22-5 * * *'), 'every 20 minutes from 22:00 to 05:40 (UTC)'],
  ['UTC', s => s.toRunCron('* 2 * * *'), 'every minute from 02:00 to 02:59 (UTC)'],
  ['UTC', s => s.toRunCron('*/15 2,14 * * *'), 'every 15 minutes of the hours 2 and 14 (UTC)'],
  [
    'UTC',
    s => s.toRunCron('*/45 * * * *'),
    'at minutes 0 and 45 of every hour (UTC), the last step of each hour is 15 instead of 45 minutes',
  ],
  ['UTC', s => s.toRunCron('5-50/7 * * * *'), 'every 7 minutes from minute 5 to 47 of every hour (UTC)'],
  ['UTC', s => s.toRunCron('*/15 0,12,23 * * *'), 'every 15 minutes of the hours 0, 12 and 23 (UTC)'],
  ['UTC', s => s.toRunCron('1,2,4 9-17 * * *'), 'at minutes 1, 2 and 4 of the hours 9 to 17 (UTC)'],
  ['UTC', s => s.toRunCron('30 */5 * * * *'), 'every 5 minutes at second 30 (UTC)'],
  ['UTC', s => s.toRunCron('15 30 * * * *'), 'every hour at minute 30, second 15 (UTC)'],
  ['UTC', s => s.toRunCron('15 1,2,4 * * * *'), 'at minutes 1, 2 and 4, second 15, of every hour (UTC)'],
  ['UTC', s => s.toRunCron('* * * * * *'), 'every second (UTC)'],
  ['UTC', s => s.toRunCron('*/10 * 9-17 * * *'), 'every 10 seconds from 09:00 to 17:59:50 (UTC)'],
  ['UTC', s => s.toRunCron('5,10 * * * * *'), 'at seconds 5 and 10 of every minute (UTC)'],
  ['UTC', s => s.toRunCron('*/7 5 2 * * *'), 'every 7 seconds from second 0 to 56 of minute 5 of hour 2 (UTC)'],
  ['UTC', s => s.toRunCron('* */30 9-17 * * *'), 'every second of minutes 0 and 30 of the hours 9 to 17 (UTC)'],
  ['UTC', s => s.toRunCron('0 9,17 * * *'), 'every day at 09:00 and 17:00 (UTC)'],
  ['UTC', s => s.toRunCron('0 0 9 ? * 2', { dialect: 'quartz' }), 'every week on Monday at 09:00 (UTC)'],
  [
    'UTC',
    s => s.toRunCron('0 9 1 1 ? 2027-2029,2031', { dialect: 'aws' }),
    'every year on 1 January at 09:00, in 2027 to 2029 and 2031 (UTC)',
  ],
  [
    'UTC',
    s => s.toRunCron('5/7 * ? * 2 *', { dialect: 'aws' }),
    'every 7 minutes from minute 5 to 54 of every hour on Monday (UTC), the last step of each hour is 11 instead of 7 minutes',
  ],
  [
    'UTC',
    s => s.toRunCron('0 9 ? 3 MON */2', { dialect: 'aws' }),
    'every week in March on Monday at 09:00, every second year from 1970 to 2198 (UTC)',
  ],
  [
    'UTC',
    s => s.toRunCron('0 9 31 3,5 MON'),
    'every year in March and May on the 31st, and on every Monday at 09:00 (UTC)',
  ],
  ['UTC', s => s.toRunCron('0 0 9 * * 1'), 'every week on Monday at 09:00 (UTC)'],
];

describe('cron text in words', () => {
  for (const [zone, words, text] of ROWS) {
    it(text, () => {
      expect(declared(words, { zone }).schedule.describe()).to.equal(text);
    });
  }
});
