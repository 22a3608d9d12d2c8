/** An instant as clocks of a zone show it. */
interface Wall {
  readonly year: number;
  readonly month: string;
  readonly day: number;
  readonly weekday: string;
  readonly time: string;
  readonly second: string;
  /** What British English calls the zone then. */
  readonly zone: string;
}

/** Who else may know a name where British English, which knows CET, does not; where nobody does, the offset is said. */
const LOCALES = ['en-US', 'en-AU', 'en-CA', 'en-IN'];
const NAME = /^[A-Z]{2,5}$/;

/** Such as `UTC+5:30`, and less than a day: a zone of the core's that ICU doesn't know. */
const FIXED = /^UTC([+-])(\d|[01]\d|2[0-3])(?::([0-5]\d))?$/;

/** Tells instants in one zone. */
export class Moments {
  readonly zone: string;
  readonly #fixedMs: number;
  readonly #known: string;
  readonly #wall: Intl.DateTimeFormat;
  #offset: Intl.DateTimeFormat | undefined;
  readonly #names = new Map<string, string>();
  #lastNow: { readonly ms: number; readonly wall: Wall } | undefined;

  constructor(zone: string) {
    this.zone = zone;
    this.#fixedMs = fixedMs(zone);
    this.#known = FIXED.test(zone) ? 'UTC' : zone;
    this.#wall = new Intl.DateTimeFormat('en-GB', {
      ...{ timeZone: this.#known, hourCycle: 'h23', weekday: 'short', year: 'numeric', month: 'short', day: 'numeric' },
      ...{ hour: '2-digit', minute: '2-digit', second: '2-digit', timeZoneName: 'short' },
    });
  }

  /** Today by its time, this year without its year: `21:14:20 CET`, `Sat 21 Nov, 02:30 CET`, `1 Jan 2027, 06:00 CET`. */
  text(ms: number, nowMs: number): string {
    const wall = this.#wallOf(ms);
    return `${whenOf(wall, this.#today(nowMs))} ${this.#zoneName(ms, wall)}`;
  }

  /** Today by its time, another day by its date alone: `Wed 18 Nov`. */
  day(ms: number, nowMs: number): string {
    const text = this.text(ms, nowMs);
    return text.includes(',') ? text.replace(/,.*$/, '') : text;
  }

  /** With its date, whatever today is: `Fri 20 Nov 07:00:00`. */
  dated(ms: number, nowMs: number, unit: 'minute' | 'second' = 'second'): string {
    const wall = this.#wallOf(ms);
    return `${dateOf(wall, this.#today(nowMs))} ${wall.time}${unit === 'second' ? `:${wall.second}` : ''}`;
  }

  /** `2026-11-20`. */
  isoDate(ms: number): string {
    return new Intl.DateTimeFormat('en-CA', { timeZone: this.#known, dateStyle: 'short' }).format(ms + this.#fixedMs);
  }

  /** `21:33:11.610`. */
  clock(ms: number): string {
    const { time, second } = this.#wallOf(ms);
    return `${time}:${second}.${String(((ms % 1000) + 1000) % 1000).padStart(3, '0')}`;
  }

  /** Text that is the same as long as the offset is. */
  offset(ms: number): string {
    this.#offset ??= new Intl.DateTimeFormat('en-US', { timeZone: this.#known, timeZoneName: 'longOffset' });
    return partsOf(this.#offset, ms)['timeZoneName'] ?? '';
  }

  /** `CET`, or `UTC+05:45` where nobody has a name for it. */
  #zoneName(ms: number, { zone }: Wall): string {
    if (this.#fixedMs !== 0) return fixedName(this.#fixedMs);
    if (NAME.test(zone)) return zone;
    const offset = this.offset(ms);
    const known = this.#names.get(offset);
    if (known !== undefined) return known;
    const name = this.#nameElsewhere(ms) ?? offset.replace('GMT', 'UTC');
    this.#names.set(offset, name);
    return name;
  }

  #nameElsewhere(ms: number): string | undefined {
    for (const locale of LOCALES) {
      const format = new Intl.DateTimeFormat(locale, { timeZone: this.#known, timeZoneName: 'short' });
      const { timeZoneName = '' } = partsOf(format, ms);
      if (NAME.test(timeZoneName)) return timeZoneName;
    }
    return undefined;
  }

  /** Asked with each row of a table, and the same each time. */
  #today(nowMs: number): Wall {
    if (this.#lastNow?.ms !== nowMs) this.#lastNow = { ms: nowMs, wall: this.#wallOf(nowMs) };
    return this.#lastNow.wall;
  }

  #wallOf(ms: number): Wall {
    const parts = partsOf(this.#wall, ms + this.#fixedMs);
    return {
      year: Number(parts['year']),
      month: (parts['month'] ?? '').slice(0, 3),
      day: Number(parts['day']),
      weekday: parts['weekday'] ?? '',
      time: `${parts['hour']}:${parts['minute']}`,
      second: parts['second'] ?? '',
      zone: parts['timeZoneName'] ?? '',
    };
  }
}

const known = new Map<string, Moments>();

/** One for each zone, since making one takes a while. @throws RangeError for a zone that ICU doesn't know */
export function momentsIn(zone: string): Moments {
  const moments = known.get(zone) ?? new Moments(zone);
  known.set(zone, moments);
  return moments;
}

/** The same of a zone that another process names: of one that is too new for this Node, times are told in UTC. */
export function momentsThere(zone: string): Moments {
  try {
    return momentsIn(zone);
  } catch {
    return momentsIn('UTC');
  }
}

function whenOf(wall: Wall, today: Wall): string {
  const isToday = wall.year === today.year && wall.month === today.month && wall.day === today.day;
  if (isToday) return `${wall.time}:${wall.second}`;
  const time = wall.second === '00' ? wall.time : `${wall.time}:${wall.second}`;
  return `${dateOf(wall, today)}, ${time}`;
}

function dateOf(wall: Wall, today: Wall): string {
  const date = `${wall.day} ${wall.month}`;
  return wall.year === today.year ? `${wall.weekday} ${date}` : `${date} ${wall.year}`;
}

function fixedMs(zone: string): number {
  const [, sign, hours, minutes = '0'] = FIXED.exec(zone) ?? [];
  return hours === undefined ? 0 : (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -60_000 : 60_000);
}

function fixedName(ms: number): string {
  const minutes = Math.abs(ms) / 60_000;
  const [hour, minute] = [Math.floor(minutes / 60), minutes % 60].map(part => String(part).padStart(2, '0'));
  return `UTC${ms < 0 ? '-' : '+'}${hour}:${minute}`;
}

function partsOf(format: Intl.DateTimeFormat, ms: number): Readonly<Record<string, string>> {
  return Object.fromEntries(format.formatToParts(ms).map(({ type, value }) => [type, value]));
}
