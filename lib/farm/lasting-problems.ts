/** A problem that lasts is told again after so long: whoever is shown problems forgets them after half an hour. */
const TELL_AGAIN_MS = 20 * 60_000;

/** The problems of a farm that are not over: each is told when it begins, and now and then while it lasts. */
export class LastingProblems {
  #toldMs: ReadonlyMap<string, number> = new Map();

  /** @param all what is wrong now @returns those of them that are to be told */
  see(all: readonly string[], nowMs: number): readonly string[] {
    const isToTell = (text: string) => nowMs - (this.#toldMs.get(text) ?? Number.NEGATIVE_INFINITY) >= TELL_AGAIN_MS;
    const told = all.filter(isToTell);
    const kept = [...this.#toldMs].filter(([text]) => all.includes(text));
    this.#toldMs = new Map([...kept, ...told.map(text => [text, nowMs] as const)]);
    return told;
  }
}
