import { Worker } from 'node:worker_threads';
import type { DatabaseRow } from '../pg-boss/database.js';
import type { FromPgliteThread, PgliteQuery, ToPgliteThread } from './pglite-messages.js';

/** An embedded database in a thread of its own. */
export interface PgliteThread {
  /** It was closed, or has ended by itself, as where its memory has run out. */
  readonly hasEnded: boolean;
  /** In the order in which they are said. */
  query(query: PgliteQuery): Promise<readonly DatabaseRow[]>;
  close(): Promise<void>;
}

interface Asked {
  readonly resolve: (rows: readonly DatabaseRow[]) => void;
  readonly reject: (error: Error) => void;
}

/** Opens the database of a directory, making it where it is empty. Rejects with what PGlite says. */
export async function startPglite(directory: string): Promise<PgliteThread> {
  const worker = new Worker(new URL('./pglite-thread.js', import.meta.url), { workerData: { directory } });
  const asked = new Map<number, Asked>();
  let count = 0;
  let cause: Error | undefined;
  let gone: Error | undefined;

  await new Promise<void>((resolve, reject) => {
    worker.once('error', reject);
    worker.once('exit', code => reject(new Error(`its thread has ended with ${code}`)));
    worker.on('message', (message: FromPgliteThread) => {
      switch (message.kind) {
        case 'open':
          resolve();
          break;
        case 'failed':
          reject(new Error(message.message));
          void worker.terminate();
          break;
        case 'rows':
          asked.get(message.id)?.resolve(message.rows);
          asked.delete(message.id);
          break;
        case 'error':
          asked.get(message.id)?.reject(Object.assign(new Error(message.message), { code: message.code }));
          asked.delete(message.id);
          break;
        default:
          message satisfies never;
      }
    });
  });
  worker.on('error', error => {
    cause = error;
  });
  worker.on('exit', () => {
    const why = cause === undefined ? '' : `: ${cause.message}`;
    gone = Object.assign(new Error(`the thread of the embedded database has ended${why}`, { cause }), {
      code: '57P01',
    });
    for (const { reject } of asked.values()) reject(gone);
    asked.clear();
  });
  // What is asked holds the process alive until it is answered; an idle database does not.
  worker.unref();

  async function ask(message: ToPgliteThread): Promise<readonly DatabaseRow[]> {
    if (gone !== undefined) throw gone;
    worker.ref();
    try {
      return await new Promise((resolve, reject) => {
        asked.set(message.id, { resolve, reject });
        worker.postMessage(message);
      });
    } finally {
      if (asked.size === 0) worker.unref();
    }
  }

  return {
    get hasEnded() {
      return gone !== undefined;
    },
    query: query => ask({ kind: 'query', id: ++count, ...query }),
    async close() {
      await ask({ kind: 'close', id: ++count }).catch(() => []);
      await worker.terminate();
    },
  };
}
