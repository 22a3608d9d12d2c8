interface Waiting<Item, Answer> {
  readonly item: Item;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/** Asked what `items` come to; `isWanted` says whether anybody waits for that still. */
type Send<Item, Answer> = (items: readonly Item[], isWanted: () => boolean) => Promise<readonly Answer[]>;

/** The most that one call carries, so that its text stays short. */
const MOST_AT_ONCE = 500;

/**
 * Carries what is asked for together: what comes in one turn, or while a call is under way, goes in the next one. So a
 * statement is sent for as many as there are, and not one for each.
 */
export class Batch<Item, Answer> {
  readonly #send: Send<Item, Answer>;
  readonly #waiting: Waiting<Item, Answer>[] = [];
  /** What the present call carries, as far as somebody still waits for it. */
  #sent = new Set<Item>();
  /** Waits for the present call no longer. */
  #letGo = () => {};
  #isSending = false;

  /** @param send gives an answer for each item, in their order; where it rejects, all of them do */
  constructor(send: Send<Item, Answer>) {
    this.#send = send;
  }

  add(item: Item): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject });
      if (!this.#isSending) void this.#sendAll();
    });
  }

  /**
   * Nobody waits for the answer any more: what was not sent by then is not sent at all, and a call that nobody waits for
   * holds up no other.
   *
   * @returns whether it was not sent
   */
  withdraw(item: Item): boolean {
    const at = this.#waiting.findIndex(waiting => waiting.item === item);
    if (at >= 0) this.#waiting.splice(at, 1);
    else if (this.#sent.delete(item) && this.#sent.size === 0) this.#letGo();
    return at >= 0;
  }

  async #sendAll(): Promise<void> {
    this.#isSending = true;
    // What else comes in this turn goes with it.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, MOST_AT_ONCE);
      const sent = new Set(batch.map(({ item }) => item));
      this.#sent = sent;
      const isLetGo = new Promise<void>(resolve => (this.#letGo = resolve));
      await Promise.race([this.#call(batch, () => sent.size > 0), isLetGo]);
    }
    this.#isSending = false;
  }

  async #call(batch: readonly Waiting<Item, Answer>[], isWanted: () => boolean): Promise<void> {
    try {
      const items = batch.map(({ item }) => item);
      const answers = await this.#send(items, isWanted);
      for (const [i, { resolve }] of batch.entries()) resolve(answers[i] as Answer);
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }
}
