/**
 * Whether a database that was copied, restored or moved is taken over: the one that this host has found, or joins next, and
 * no other. A second move is a new question.
 */
export class Adoption {
  #isMeant: boolean;
  /** The last one that was refused to this host because it is another than before. */
  #found: string | undefined;
  #meant: string | undefined;

  /** @param isMeant whether that was said when the farm was made */
  constructor(isMeant: boolean) {
    this.#isMeant = isMeant;
  }

  get isMeant(): boolean {
    return this.#isMeant;
  }

  /** This host finds another database where its own was. @returns whether that is meant */
  finds(database: string): boolean {
    this.#found = database;
    return this.#isMeant && this.#meant === database;
  }

  /** Somebody says that it is meant. */
  mean(): void {
    this.#isMeant = true;
    this.#meant = this.#found;
  }

  /** This host has joined there: it is at home. */
  done(): void {
    this.#isMeant = false;
  }
}
