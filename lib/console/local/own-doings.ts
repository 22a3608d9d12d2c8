/** More than so many are not waited for: of all jobs that are paused at once each is told. */
const MOST = 10_000;

/** What a console does by name, until its scheduler tells of it, which may be a moment later: it is nobody else's doing. */
export class OwnDoings {
  readonly #expected: string[] = [];

  /** Does something that the scheduler will tell of; what nobody has put a name to is told of nobody. */
  do<Result>(what: string, job: string, by: string | undefined, act: () => Result): Result {
    if (by === undefined) return act();
    this.#expected.push(keyOf(what, job, by));
    if (this.#expected.length > MOST) this.#expected.shift();
    try {
      return act();
    } catch (error) {
      this.take(what, job, by);
      throw error;
    }
  }

  /** Whether it was done here; each counts once. */
  take(what: string, job: string, by: string): boolean {
    const at = this.#expected.indexOf(keyOf(what, job, by));
    if (at >= 0) this.#expected.splice(at, 1);
    return at >= 0;
  }
}

function keyOf(...said: readonly string[]): string {
  return JSON.stringify(said);
}
