/** What was thrown, as text: anything can be, also what throws when it is made into text. */
export function textOf(thrown: unknown): string {
  try {
    return String(thrown);
  } catch {
    return `a thrown ${typeof thrown} that has no text`;
  }
}
