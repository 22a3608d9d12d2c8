/** Things in the order of the numbers beside them; without one it stands for 0. */
export function shuffled<Thing>(things: readonly Thing[], numbers: readonly number[]): Thing[] {
  const keyed = things.map((thing, index) => [numbers[index] ?? 0, thing] as const);
  return keyed.sort(([a], [b]) => a - b).map(([, thing]) => thing);
}
