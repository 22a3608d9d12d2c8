/** What `a, b and c` lists. */
export function listed(text: string): readonly string[] {
  return text.split(/, | and | or /);
}

/** The numbers of `0, 5 and 9`, of `9 to 17`, or of `22 to 3`, which runs on over the end at `size`. */
export function numbersOf(text: string, size = Number.POSITIVE_INFINITY): readonly number[] {
  return listed(text).flatMap(item => {
    const [first = Number.NaN, last = first] = item.split(' to ').map(Number);
    if (Number.isNaN(first + last)) throw new SyntaxError(`no number: ${item}`);
    const length = (last < first ? last + size : last) - first + 1;
    return Array.from({ length }, (_, index) => (first + index) % size);
  });
}

/** The places of names among `all`, from 1 on, of `Monday, Friday` or `Monday to Friday`. */
export function placesOf(text: string, all: readonly string[]): readonly number[] {
  return numbersOf(text.replace(/[A-Z][a-z]+/g, name => String(all.indexOf(name) + 1 || 'unknown')));
}
