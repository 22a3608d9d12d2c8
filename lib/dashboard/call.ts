/** One HTTP request, however it came: what the doors hand to the handler. Its path and its body are not looked at. */
export interface Call {
  readonly method: string;
  /** What follows the `?`, without it. */
  readonly query: string;
  /** How long the whole address is, in characters. */
  readonly addressLength: number;
  /** The Host header, or what stands for it; `undefined` where there is none, or several. */
  readonly host: string | undefined;
  /** A header by its name in lower case, several of a name joined by commas. */
  header(name: string): string | undefined;
  /** Whether a header of such a name is there. */
  hasHeader(isSuch: (name: string) => boolean): boolean;
  /** The address of the peer; `undefined` where it is not known, as of a Unix socket. */
  readonly peer: string | undefined;
  /** The request as `authorize` gets it, without its body. @throws TypeError if it can't be one. */
  request(): Request;
}
