/**
 * Whether a database that was copied, restored or moved is taken over: the one that this host joins next, and no other. A
 * second move is a new question.
 */
export class Adoption {
  #isMeant: boolean;

  /** @param isMeant whether that was said when the farm was made */
  constructor(isMeant: boolean) {
    this.#isMeant = isMeant;
  }

  get isMeant(): boolean {
    return this.#isMeant;
  }

  /** Somebody says that it is meant. */
  mean(): void {
    this.#isMeant = true;
  }

  /** This host has joined there: it is at home. */
  done(): void {
    this.#isMeant = false;
  }
}
