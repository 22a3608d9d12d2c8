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
  ['UTC', s => s.toRunCron('0 0 13 * 5'), "cron '0 0 13 * 5' (UTC)"],
  ['UTC', s => s.toRunCron('7 */2 * * *'), "cron '7 */2 * * *' (UTC)"],
  ['UTC', s => s.toRunCron('5-50/7 * * * *'), "cron '5-50/7 * * * *' (UTC)"],
  ['UTC', s => s.toRunCron('0 9,17 * * *'), 'every day at 09:00 and 17:00 (UTC)'],
  ['UTC', s => s.toRunCron('0 0 9 ? * 2', { dialect: 'quartz' }), 'every week on Monday at 09:00 (UTC)'],
  [
    'UTC',
    s => s.toRunCron('0 9 1 1 ? 2027-2029,2031', { dialect: 'aws' }),
    'every year on 1 January at 09:00, in 2027 to 2029 and 2031 (UTC)',
  ],
  ['UTC', s => s.toRunCron('5/7 * ? * 2 *', { dialect: 'aws' }), "aws cron '5/7 * ? * 2 *' (UTC)"],
  ['UTC', s => s.toRunCron('0 0 9 * * 1'), 'every week on Monday at 09:00 (UTC)'],
];

describe('cron text in words', () => {
  for (const [zone, words, text] of ROWS) {
    it(text, () => {
      expect(declared(words, { zone }).schedule.describe()).to.equal(text);
    });
  }
});
