import { get, type IncomingMessage } from 'node:http';

/** One frame of a stream. */
export interface Frame {
  readonly event: string;
  readonly id: string | undefined;
  readonly data: unknown;
}

/** A client of a stream that keeps what it hears. What a spec waits for is a frame, never time. */
export class Listening {
  readonly frames: Frame[] = [];
  /** Comments, which say nothing. */
  comments = 0;
  readonly status: number;
  readonly response: IncomingMessage;
  #rest = '';
  #isEnded = false;
  #wake: () => void = () => {};

  private constructor(response: IncomingMessage) {
    this.response = response;
    this.status = response.statusCode ?? 0;
    response.setEncoding('utf8').on('data', text => this.#take(text));
    response.on('error', () => {});
    response.on('close', () => {
      this.#isEnded = true;
      this.#wake();
    });
  }

  static to(
    port: number,
    query = 'get=events',
    headers: Readonly<Record<string, string>> = {},
    at = '/',
  ): Promise<Listening> {
    return new Promise((resolve, reject) => {
      const asked = get({
        port,
        host: '127.0.0.1',
        path: `${at}?${query}`,
        headers: { host: 'localhost', ...headers },
        agent: false,
      });
      asked.on('response', response => resolve(new Listening(response)));
      asked.on('error', reject);
    });
  }

  get events(): readonly string[] {
    return this.frames.map(({ event }) => event);
  }

  /** The data of the frames of a name. */
  all(event: string): readonly unknown[] {
    return this.frames.filter(frame => frame.event === event).map(({ data }) => data);
  }

  /** Waits until there are so many frames of a name. */
  async hears(event: string, count = 1): Promise<readonly unknown[]> {
    while (this.all(event).length < count) {
      if (this.#isEnded) throw new Error(`the stream ended, after ${this.events.join(', ')}`);
      await new Promise<void>(resolve => {
        this.#wake = resolve;
      });
    }
    return this.all(event);
  }

  /** Waits for the end of the stream. */
  async ends(): Promise<readonly string[]> {
    while (!this.#isEnded) {
      await new Promise<void>(resolve => {
        this.#wake = resolve;
      });
    }
    return this.events;
  }

  leave(): void {
    this.response.destroy();
  }

  #take(text: string): void {
    const parts = (this.#rest + text).split('\n\n');
    this.#rest = parts.pop() ?? '';
    for (const part of parts) {
      const lines = part.split('\n');
      const value = (name: string) => lines.find(line => line.startsWith(`${name}: `))?.slice(name.length + 2);
      const [event, data] = [value('event'), value('data')];
      if (lines[0] === ':') this.comments += 1;
      if (event !== undefined) this.frames.push({ event, id: value('id'), data: JSON.parse(data ?? 'null') });
    }
    this.#wake();
  }
}
