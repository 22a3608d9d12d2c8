import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** What stands between a host and its database, for specs that disturb it. */
export interface TcpWire {
  readonly port: number;
  /** Breaks all connections, and refuses new ones. */
  cut(): void;
  /** Holds back all that is sent, both ways, as where a network is frozen: nobody is told. */
  freeze(): void;
  /** It is as it was before `cut` or `freeze`. */
  mend(): void;
  close(): void;
}

/** A wire to a port of this machine. */
export async function startWire(toPort: number): Promise<TcpWire> {
  const ends = new Set<Socket>();
  let state: 'open' | 'cut' | 'frozen' = 'open';
  const server = createServer(near => {
    if (state === 'cut') return void near.destroy();
    const far = connect(toPort, '127.0.0.1');
    const pair = [near, far] as const;
    for (const [from, to] of [pair, [far, near] as const]) {
      ends.add(from);
      from.setNoDelay(true);
      from.on('error', () => {});
      from.on('data', chunk => to.write(chunk));
      from.on('close', () => {
        ends.delete(from);
        to.destroy();
      });
      if (state === 'frozen') from.pause();
    }
  });
  server.listen(0, '127.0.0.1').unref();
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port is free');
  return {
    port: address.port,
    cut() {
      state = 'cut';
      for (const end of ends) end.destroy();
    },
    freeze() {
      state = 'frozen';
      for (const end of ends) end.pause();
    },
    mend() {
      state = 'open';
      for (const end of ends) end.resume();
    },
    close() {
      server.close();
      for (const end of ends) end.destroy();
    },
  };
}
