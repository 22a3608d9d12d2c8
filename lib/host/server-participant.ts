import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { ScheduleError, shown } from '../errors.js';

/** A web server as one that takes part in a stop. */
export interface ServerParticipant {
  readonly name: string;
  /**
   * Accepts no more connections, ends those on which nothing is asked, and each other one with the answer that it waits
   * for. A second call does nothing.
   */
  halt(): void;
  /** Ends all connections at once, answered or not, also those that have become WebSockets. */
  cancel(reason: string): void;
  /** Resolves when the last connection has ended, at once for a server that is closed or never listened. Halts it first. */
  idle(): Promise<void>;
  /** It takes part no longer: nothing of it is left at the server. */
  leave(): void;
}

/**
 * Makes a server of `node:http` or `node:https` take part in a stop. From now on its connections are known, so it is best
 * called before the server listens. Halting closes it for good; a server that another closed may be opened again.
 * `asked` is called in the async context in which each request is then handled.
 * @throws ScheduleError for what is no such server, and for a name that is no text
 */
export function serverParticipant(server: Server, name = 'web server', asked = () => {}): ServerParticipant {
  checkServer(server);
  checkName(name);
  const connections = new Connections(server, asked);
  let closed: Promise<void> | undefined;
  return { name, halt: () => void halt(), cancel, idle: halt, leave: () => connections.forget() };

  function halt(): Promise<void> {
    closed ??= close();
    return closed;
  }

  function close(): Promise<void> {
    // One that has been told to listen, and is still looking up its address, has no socket to close yet.
    server.once('listening', () => void server.close());
    const hasClosed = new Promise<void>(resolve => {
      // The error of a server that does not listen comes when its connections have ended, too.
      server.close(() => {
        connections.forget();
        resolve();
      });
    });
    // Node has ended the connections by now that keep alive and wait for nothing.
    connections.finish();
    return hasClosed;
  }

  function cancel(): void {
    void halt();
    server.closeAllConnections();
    connections.destroyAll();
  }
}

/**
 * The connections of a server, and the answers that each waits for. Node knows its own, but takes one on which nothing
 * has been asked yet for busy, goes on after an answer that promised to, and forgets those that have become WebSockets.
 */
class Connections {
  readonly #server: Server;
  readonly #asked: () => void;
  readonly #answers = new Map<Socket, ServerResponse[]>();
  #isFinishing = false;

  constructor(server: Server, asked: () => void) {
    this.#server = server;
    this.#asked = asked;
    server.on('connection', this.#open);
    server.on('secureConnection', this.#open);
    server.prependListener('request', this.#ask);
  }

  /** Ends each connection as soon as it waits for no answer. */
  finish(): void {
    this.#isFinishing = true;
    for (const [socket, answers] of this.#answers) {
      sayClosing(answers.at(-1));
      if (answers.length === 0 && isUnused(socket)) socket.destroy();
    }
  }

  destroyAll(): void {
    for (const socket of this.#answers.keys()) socket.destroy();
  }

  forget(): void {
    this.#server.removeListener('connection', this.#open);
    this.#server.removeListener('secureConnection', this.#open);
    this.#server.removeListener('request', this.#ask);
  }

  readonly #open = (socket: Socket): ServerResponse[] => {
    const answers: ServerResponse[] = [];
    this.#answers.set(socket, answers);
    socket.once('close', () => this.#answers.delete(socket));
    return answers;
  };

  readonly #ask = ({ socket }: IncomingMessage, response: ServerResponse): void => {
    this.#asked();
    const answers = this.#answers.get(socket) ?? this.#open(socket);
    answers.push(response);
    if (this.#isFinishing) sayClosing(response);
    response.once('close', () => {
      answers.splice(answers.indexOf(response), 1);
      if (this.#isFinishing && answers.length === 0) socket.destroySoon();
    });
  };
}

/** Tells the client with its last answer that it will get no other, where there is still time to. */
function sayClosing(response: ServerResponse | undefined): void {
  if (response?.headersSent === false) response.setHeader('connection', 'close');
}

/** Whether the client has sent nothing yet, as a browser does that opens a connection for later. */
function isUnused(socket: Socket): boolean {
  return socket.bytesRead === 0;
}

function checkServer(server: Partial<Server> | null | undefined): void {
  const isServer = typeof server?.close === 'function' && typeof server.closeAllConnections === 'function';
  if (isServer && typeof server.prependListener === 'function') return;
  throw new ScheduleError(
    `joinServer takes a server of node:http, as createServer(…) and express().listen(…) give it, not ${shown(server)}: ` +
      'join(…) takes anything else that can be halted, cancelled and waited for',
  );
}

function checkName(name: unknown): void {
  if (typeof name === 'string') return;
  throw new ScheduleError(
    `joinServer takes the server's name as text, such as joinServer(server, 'shop'), not ${shown(name)}`,
  );
}
