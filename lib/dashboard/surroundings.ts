/** What a dashboard needs of the process around it: the one place where it touches timers and the environment. */
export interface Surroundings {
  readonly isProduction: boolean;
  /** Says something to whoever runs the process. */
  warn(message: string): void;
  /** Rings again and again; keeps no process alive. @returns a function that ends it. */
  every(ms: number, ring: () => void): () => void;
}

/** Those of this process. */
export const processSurroundings: Surroundings = {
  get isProduction() {
    return process.env['NODE_ENV'] === 'production';
  },
  warn: message => process.emitWarning(message, { code: 'CARILLON_DASHBOARD' }),
  every(ms, ring) {
    const timer = setInterval(ring, ms);
    timer.unref();
    return () => clearInterval(timer);
  },
};
