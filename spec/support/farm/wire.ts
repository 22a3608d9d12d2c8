import { connect, createServer, type Socket } from 'node:net';
import { listenOnFreePort } from './free-port.js';

/** What stands between a host and its database, for specs that disturb it. */
export interface TcpWire {
  readonly port: number;
  /** Breaks all connections; new ones lead to another port. */
  leadTo(port: number): void;
  /** Breaks all connections, and refuses new ones. */
  cut(): void;
  /** Holds back all that is sent, both ways, as where a network is frozen: nobody is told. */
  freeze(): void;
  /** Does so for good with all connections that there are; new ones are as usual. */
  forget(): void;
  /** As `freeze`, behind the first piece to the server that holds this text; resolves then. */
  freezeAt(text: string): Promise<void>;
  /** It is as it was before `cut`, `freeze` or `freezeAt`. */
  mend(): void;
  close(): void;
}

/** A wire to a port of this machine. */
export async function startWire(toPort: number): Promise<TcpWire> {
  const ends = new Set<Socket>();
  const forgotten = new WeakSet<Socket>();
  let target = toPort;
  let state: 'open' | 'cut' | 'frozen' = 'open';
  let trap: { readonly text: string; sprung(): void } | undefined;
  const server = createServer(near => {
    if (state === 'cut') return void near.destroy();
    const far = connect(target, '127.0.0.1');
    const pair = [near, far] as const;
    for (const [from, to] of [pair, [far, near] as const]) {
      ends.add(from);
      from.setNoDelay(true);
      from.on('error', () => {});
      from.on('data', chunk => {
        to.write(chunk);
        if (from === near && trap !== undefined && chunk.includes(trap.text)) freeze();
      });
      from.on('close', () => {
        ends.delete(from);
        to.destroy();
      });
      if (state === 'frozen') from.pause();
    }
  });
  const port = await listenOnFreePort(server);
  return {
    port,
    leadTo(other) {
      target = other;
      for (const end of ends) end.destroy();
    },
    cut() {
      state = 'cut';
      for (const end of ends) end.destroy();
    },
    freeze,
    forget() {
      for (const end of ends) forgotten.add(end.pause());
    },
    freezeAt: text =>
      new Promise<void>(resolve => {
        trap = { text, sprung: resolve };
      }),
    mend() {
      state = 'open';
      for (const end of ends) if (!forgotten.has(end)) end.resume();
    },
    close() {
      server.close();
      for (const end of ends) end.destroy();
    },
  };
  function freeze(): void {
    state = 'frozen';
    for (const end of ends) end.pause();
    trap?.sprung();
    trap = undefined;
  }
}
