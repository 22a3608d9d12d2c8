/** Whose clock times are told in: each job's own, that of the person who looks, or UTC. */
export type ZoneChoice = 'job' | 'mine' | 'utc';

/** The choices in the order in which a key goes through them, with what the list of them says. */
export const ZONE_CHOICES: readonly (readonly [ZoneChoice, string])[] = [
  ['job', 'each job’s zone'],
  ['mine', 'my zone'],
  ['utc', 'UTC'],
];

/** The choice that a text is. */
export function zoneChoice(said: unknown): ZoneChoice {
  return ZONE_CHOICES.find(([choice]) => choice === said)?.[0] ?? 'job';
}

/** The name of the zone that times are told in, given the zone of what they belong to. */
export function zoneOf(choice: ZoneChoice, own: string): string {
  switch (choice) {
    case 'job':
      return own;
    case 'mine':
      return Intl.DateTimeFormat().resolvedOptions().timeZone;
    case 'utc':
      return 'UTC';
  }
}

/**
 * The abbreviation that people of a zone use at an instant: `CET`, `EST`; where none is known, the offset: `UTC+05:45`.
 * ICU knows each only in the English of its region, so that five are asked.
 */
export function abbreviation(zone: string, at: number): string {
  for (const locale of ['en-GB', 'en-US', 'en-AU', 'en-CA', 'en-IN']) {
    const name = zonePart(format(zone, { timeZoneName: 'short' }, locale), at);
    if (!/^(?:GMT|UTC)[+-]/.test(name)) return name;
  }
  return offsetText(zone, at).replace('GMT', 'UTC');
}

/** How far the clocks of a zone are ahead of UTC at an instant, in milliseconds. */
export function offsetMs(zone: string, at: number): number {
  const [, sign, hours, minutes, seconds] = /(.)(\d\d):(\d\d):?(.*)/.exec(offsetText(zone, at)) ?? [];
  const ms = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1_000;
  return sign === '-' ? -ms : ms || 0;
}

/** `GMT+05:45`, and `GMT` where there is none. */
function offsetText(zone: string, at: number): string {
  return zonePart(format(zone, { timeZoneName: 'longOffset' }), at);
}

/** A day without a clock change, in milliseconds. */
export const DAY_MS = 86_400_000;

/** A formatter, made once for each zone and form: making one takes longer than a hundred uses. */
export function format(zone: string, options: Intl.DateTimeFormatOptions, locale = 'en-GB'): Intl.DateTimeFormat {
  const key = `${locale} ${zone} ${JSON.stringify(options)}`;
  let found = formats.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat(locale, { timeZone: known(zone), hourCycle: 'h23', ...options });
    formats.set(key, found);
  }
  return found;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/**
 * A zone that this browser knows: an old one may lack what the server's newer database names. `UTC+5:30` is `+05:30`
 * to browsers.
 */
function known(zone: string): string {
  try {
    const timeZone = zone.replace(/^UTC(?=.)/, '').replace(/^.(?=\d\b)/, '$&0');
    Intl.DateTimeFormat('en-GB', { timeZone });
    return timeZone;
  } catch {
    return 'UTC';
  }
}

function zonePart(formatter: Intl.DateTimeFormat, at: number): string {
  return formatter.formatToParts(at).find(part => part.type === 'timeZoneName')?.value ?? 'UTC';
}
