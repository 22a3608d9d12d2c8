/** The looks that text can have; what is no terminal gets none. */
export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';

/** Where a command writes to. */
export interface Sink {
  readonly isTerminal: boolean;
  /** How wide lines may be; `undefined` where nothing is broken or cut, since it is no terminal. */
  readonly columns: number | undefined;
  /** Whether what was written may be written over: progress bars. */
  readonly isAnimated: boolean;
  write(text: string): void;
  paint(style: Style, text: string): string;
}

/** All that a command sees of the world around it. */
export interface Shell {
  /** Data. */
  readonly out: Sink;
  /** Talk and errors. */
  readonly err: Sink;
  /** Shows a line on `err`, where that is animated, until anything else is printed. */
  showBriefly(text: string): void;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Where it was called. */
  readonly folder: string;
  /** Epoch milliseconds. */
  now(): number;
  /** The zone of this host, as an IANA name; `undefined` where it has none, as with `TZ=:/etc/localtime`. */
  readonly zone: string | undefined;
}

/** Writes a line. */
export function line(sink: Sink, text = ''): void {
  sink.write(`${text}\n`);
}
