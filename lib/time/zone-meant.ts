/** Longer text is no slip of a name. */
const MAX_LENGTH = 40;
/** Shorter words are like too many cities. */
const MIN_WORD = 4;

/**
 * Which of `zones` was probably meant by text that names none: `Berlin`, `America/New York`, `Europe/Berln`; or which
 * offset, as `GMT+2`. `undefined` where there is no telling.
 */
export function meantZone(name: unknown, zones: readonly string[]): string | undefined {
  if (typeof name !== 'string' || name.length > MAX_LENGTH) return undefined;
  return meantOffset(name) ?? meantName(lettersOf(name), zones);
}

function meantOffset(name: string): string | undefined {
  const [, sign, hour, minute = '00'] = /^(?:GMT|UTC)? ?([+-])(\d{1,2})(?::?([0-5]\d))?$/i.exec(name) ?? [];
  if (hour === undefined || Number(hour) > 14) return undefined;
  return `UTC${sign}${Number(hour)}${minute === '00' ? '' : `:${minute}`}`;
}

/** By the whole name, or that of the city alone. */
function meantName(wanted: string, zones: readonly string[]): string | undefined {
  const matching = (isMeant: (letters: string) => boolean) =>
    zones.find(zone => [zone, zone.slice(zone.lastIndexOf('/') + 1)].map(lettersOf).some(isMeant));
  const same = matching(letters => letters === wanted);
  if (same !== undefined || wanted.length < MIN_WORD) return same;
  return matching(letters => isOneSlipAway(letters, wanted));
}

function lettersOf(name: string): string {
  return name.toLowerCase().replace(/[^a-z]/g, '');
}

/** A letter too many, too few or wrong, or two that were exchanged. */
function isOneSlipAway(one: string, other: string): boolean {
  let same = 0;
  while (same < one.length && one[same] === other[same]) same++;
  const [from, to] = [one.slice(same), other.slice(same)];
  const isExchanged = from[0] === to[1] && from[1] === to[0] && from.slice(2) === to.slice(2);
  return from.slice(1) === to.slice(1) || from === to.slice(1) || from.slice(1) === to || isExchanged;
}
