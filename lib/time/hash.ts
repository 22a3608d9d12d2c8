/**
 * A number in [0, 1) that looks random and is the same for the same text on every host: FNV-1a, its bits then mixed as
 * MurmurHash3 does at its end, so that neighbouring texts differ in all of them.
 */
export function hashFraction(text: string): number {
  let bits = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) bits = Math.imul(bits ^ text.charCodeAt(index), 0x01000193);
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return ((bits ^ (bits >>> 16)) >>> 0) / 2 ** 32;
}
