const UNITS = [
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'm'],
  [1_000, 's'],
] as const;

/** A length of time as people read it, two units at most: `38 ms`, `1.8 s`, `4 m 18 s`, `2 d 3 h`. */
export function lengthText(ms: number): string {
  const whole = Math.round(ms);
  if (whole < 1_000) return `${whole} ms`;
  if (whole < 10_000) return `${(whole / 1_000).toFixed(1).replace(/\.0$/, '')} s`;
  const first = UNITS.findIndex(([unit]) => Math.round(whole / 1_000) * 1_000 >= unit);
  let left = Math.round(whole / 1_000) * 1_000;
  return UNITS.slice(first, first + 2)
    .map(([unit, letter]) => {
      const count = Math.floor(left / unit);
      left -= count * unit;
      return count === 0 ? '' : `${count} ${letter}`;
    })
    .filter(text => text !== '')
    .join(' ');
}
