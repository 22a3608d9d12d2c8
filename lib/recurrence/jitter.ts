/**
 * How long after its occurrence a run starts: from 0 to `mostMs`, and always before the next occurrence. It is a hash
 * of name and occurrence, so every host and every preview agree on it.
 */
export function jitterOf(name: string, occurrenceMs: number, mostMs: number, nextMs: number | undefined): number {
  const choices = Math.min(mostMs + 1, nextMs === undefined ? Infinity : nextMs - occurrenceMs);
  return Math.floor((hash(`${name}@${occurrenceMs}`) / 2 ** 32) * choices);
}

/** FNV-1a, its bits then mixed as MurmurHash3 does at its end, so that neighbouring occurrences differ in all of them. */
function hash(text: string): number {
  let bits = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) bits = Math.imul(bits ^ text.charCodeAt(index), 0x01000193);
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
