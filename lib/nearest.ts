/** The candidate that differs least from what was typed, if it is near enough to have been meant. */
export function nearest(typed: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let least = Math.max(2, Math.floor(typed.length / 3)) + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - typed.length) >= least) continue;
    const distance = distanceOf(typed.toLowerCase(), candidate.toLowerCase());
    // Of what differs in each letter nothing was meant.
    const isAlike = distance < Math.max(typed.length, candidate.length);
    if (isAlike && distance < least) [best, least] = [candidate, distance];
  }
  return best ?? [...candidates].find(candidate => typed.length >= 3 && candidate.startsWith(typed));
}

/** `did you mean 'list'? ` or nothing. */
export function suggestion(typed: string, candidates: Iterable<string>): string {
  const meant = nearest(typed, candidates);
  return meant === undefined ? '' : `did you mean '${meant}'? `;
}

/** How many letters must be added, left out, changed or swapped with their neighbour. */
function distanceOf(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const changed = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row[j] = Math.min(
        changed,
        (last[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + 1,
        isSwap ? (beforeLast[j - 2] ?? 0) + 1 : changed,
      );
    }
    [beforeLast, last] = [last, row];
  }
  return last[b.length] ?? a.length;
}
