import { expect } from 'chai';
import { ScheduleError } from '../../lib/errors.js';
import { parseCron } from '../../lib/recurrence/cron/cron.js';

const FIELD_COUNT =
  'must have five or six fields (minute, hour, day of month, month, day of week, with seconds before them if you like)';

/** Bad text, and the field and the item that the error names. */
const BAD_ITEMS: readonly (readonly [text: string, field: string, item: string])[] = [
  ['60 * * * *', 'minute', '60'],
  ['*/0 * * * *', 'minute', '*/0'],
  ['*/60 * * * *', 'minute', '*/60'],
  ['1- * * * *', 'minute', '1-'],
  ['1,,2 * * * *', 'minute', ''],
  ['60 * * * * *', 'second', '60'],
  ['0 24 * * *', 'hour', '24'],
  ['0 0 0 * *', 'day of month', '0'],
  ['0 0 L-31 * *', 'day of month', 'L-31'],
  ['0 0 32w * *', 'day of month', '32W'],
  ['0 0 * 13 *', 'month', '13'],
  ['0 0 * january *', 'month', 'JANUARY'],
  ['0 0 * * 8', 'day of week', '8'],
  ['0 0 * * 5#6', 'day of week', '5#6'],
  ['0 0 * * mon#', 'day of week', 'MON#'],
];

describe('cron text', () => {
  for (const [text, field, item] of BAD_ITEMS) {
    it(`is refused as ${text}, naming the field and what it may hold`, () => {
      expect(() => parseCron(text))
        .to.throw(ScheduleError, `cron text '${text}': the ${field} field can't hold '${item}'; it may hold `)
        .with.property('message')
        .that.matches(/\d to \d+,.*\*, lists a,b, ranges a-b, and steps .* that are less than the whole/);
    });
  }

  it('is refused with too few fields or too many, and with a macro that there is not', () => {
    for (const [text, count] of [
      ['', 0],
      ['* * * *', 4],
      ['0 0 0 1 1 ? 2027', 7],
    ] as const) {
      expect(() => parseCron(text)).to.throw(ScheduleError, `cron text '${text}' ${FIELD_COUNT}, not ${count}`);
    }
    expect(() => parseCron('@reboot')).to.throw(ScheduleError, "cron text '@reboot' is no macro: use one of @yearly");
  });

  it('is the same in capitals or not, and with any blanks between its fields', () => {
    const { days, ...read } = parseCron(' 0\t9  *  jan-mar  mon ');
    const { days: sameDays, ...same } = parseCron('0 9 * JAN-MAR MON');
    const shape = { length: 31, firstDayOfWeek: 3 };
    expect(read).to.deep.equal(same);
    expect(days(shape)).to.deep.equal(sameDays(shape));
  });
});
