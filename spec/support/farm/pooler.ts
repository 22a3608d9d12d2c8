import { connect, createServer, type Socket } from 'node:net';
import { listenOnFreePort } from './free-port.js';

/** A pooler in transaction mode, as PgBouncer is one: what a session keeps beyond a transaction is lost. */
export interface Pooler {
  readonly port: number;
  close(): void;
}

/** A session of the server, that clients are given for one transaction at a time. */
interface Session {
  readonly socket: Socket;
  /** The answer to a start, which every client gets: parameters, and that it is ready, but no number of a session. */
  readonly greeting: Buffer;
  client: Socket | undefined;
}

const READY = 'Z'.charCodeAt(0);
const BACKEND_KEY = 'K'.charCodeAt(0);
const TERMINATE = 'X'.charCodeAt(0);
const IDLE = 'I'.charCodeAt(0);

/** Stands before a server of this machine that trusts everybody, with so many sessions. */
export async function startPooler(toPort: number, size: number): Promise<Pooler> {
  const sessions = await Promise.all(Array.from({ length: size }, () => openSession(toPort)));
  const waiting: (() => void)[] = [];
  for (const session of sessions) {
    onMessages(session.socket, (type, whole) => {
      session.client?.write(whole);
      if (type !== READY || whole[5] !== IDLE) return;
      // The transaction is over: the session is for whoever comes next.
      session.client = undefined;
      waiting.shift()?.();
    });
  }

  const server = createServer(client => {
    client.setNoDelay(true).on('error', () => {});
    client.once('data', () => {
      client.write(sessions[0]?.greeting ?? '');
      const held: Buffer[] = [];
      onMessages(client, (type, whole) => {
        if (type === TERMINATE) return void client.end();
        held.push(whole);
        pass();
      });
      function pass(): void {
        const session = sessions.find(one => one.client === client) ?? sessions.find(one => one.client === undefined);
        if (session === undefined) return void waiting.push(pass);
        if (held.length === 0) return void (session.client === undefined && waiting.shift()?.());
        session.client = client;
        for (const message of held.splice(0)) session.socket.write(message);
      }
    });
  });
  const port = await listenOnFreePort(server);
  return {
    port,
    close() {
      server.close();
      for (const { socket } of sessions) socket.destroy();
    },
  };
}

async function openSession(port: number): Promise<Session> {
  const socket = connect(port, '127.0.0.1');
  socket.setNoDelay(true).on('error', () => {});
  const words = Buffer.from('user\0postgres\0database\0postgres\0application_name\0pooled\0\0');
  const head = Buffer.alloc(8);
  head.writeInt32BE(8 + words.length, 0);
  head.writeInt32BE(196_608, 4);
  socket.write(Buffer.concat([head, words]));
  const parts: Buffer[] = [];
  return new Promise(resolve => {
    const stop = onMessages(socket, (type, whole) => {
      if (type !== BACKEND_KEY) parts.push(whole);
      if (type !== READY) return;
      stop();
      resolve({ socket, greeting: Buffer.concat(parts), client: undefined });
    });
  });
}

/** Calls `told` with each whole message of the protocol. @returns what ends that */
function onMessages(socket: Socket, told: (type: number, whole: Buffer) => void): () => void {
  let rest: Buffer = Buffer.alloc(0);
  const read = (chunk: Buffer) => {
    rest = Buffer.concat([rest, chunk]);
    while (rest.length >= 5 && rest.length > rest.readInt32BE(1)) {
      const length = 1 + rest.readInt32BE(1);
      const whole = rest.subarray(0, length);
      rest = rest.subarray(length);
      told(whole[0] ?? 0, whole);
    }
  };
  socket.on('data', read);
  return () => socket.off('data', read);
}
