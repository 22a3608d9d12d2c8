const TAKEN_AWAY = '\r\x1b[K';

/** The last line of a terminal, which gives way to whatever is printed there next, by whomever, and to the end of the process. */
export class BriefLine {
  readonly #stream: NodeJS.WriteStream;
  /** As it was before others were heeded. */
  #write: ((text: string) => void) | undefined;
  #isShown = false;

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
  }

  /** Shows text, which has to fit on one line, in place of what it showed. */
  show(text: string): void {
    this.#write ??= this.#heedOthers();
    this.#write(`${TAKEN_AWAY}${text}`);
    this.#isShown = true;
  }

  giveWay(): void {
    if (!this.#isShown) return;
    this.#isShown = false;
    this.#write?.(TAKEN_AWAY);
  }

  /** What jobs print goes past the command. */
  #heedOthers(): (text: string) => void {
    const stream = this.#stream;
    const { write } = stream;
    stream.write = (...given: readonly unknown[]) => {
      this.giveWay();
      return Reflect.apply(write, stream, given);
    };
    process.once('exit', () => this.giveWay());
    return write.bind(stream);
  }
}
