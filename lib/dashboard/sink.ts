/** Where the frames of one stream go. */
export interface Sink {
  /** How many frames were sent and have not left this process. */
  readonly queued: number;
  send(frame: Uint8Array): void;
  /** Ends it when what is queued has left. */
  end(): void;
  /** Ends it at once, with what is queued. */
  cut(): void;
}
