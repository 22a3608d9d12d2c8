import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { expect } from 'chai';
import { ScheduleError } from '../../lib/errors.js';
import { type ServerParticipant, serverParticipant } from '../../lib/host/server-participant.js';
import { collect } from '../support/collect.js';

const REQUEST = 'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n';

describe('a server that takes part in a stop', () => {
  let server: Server;
  let participant: ServerParticipant;
  /** Answers that the spec gives, in the order of their requests. */
  let answers: Parameters<RequestListener>[1][];
  let clients: Client[];

  beforeEach(async () => {
    answers = [];
    clients = [];
    server = createServer((_request, response) => void answers.push(response));
    participant = serverParticipant(server, 'web');
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterEach(() => {
    for (const { socket } of clients) socket.destroy();
    server.closeAllConnections();
    server.close();
  });

  it('has a name, and is idle at once where nothing is asked', async () => {
    expect([participant.name, serverParticipant(createServer()).name]).to.deep.equal(['web', 'web server']);
    participant.halt();
    participant.halt();
    await participant.idle();
    expect(server.listening).to.equal(false);
  });

  it('is idle although it never listened, or was closed before', async () => {
    await serverParticipant(createServer()).idle();
    await new Promise(resolve => server.close(resolve));
    await participant.idle();
  });

  it('closes one that comes to listen only after that', async () => {
    const late = createServer();
    const taking = serverParticipant(late);
    taking.halt();
    await taking.idle();
    const story = Promise.all([once(late, 'listening'), once(late, 'close')]);
    late.listen(0, 'localhost');
    await story;
    expect(late.listening).to.equal(false);
  });

  it('ends connections on which nothing has been asked, or nothing more', async () => {
    const [unused, kept] = [await client(), await client()];
    kept.socket.write(REQUEST);
    (await answer(0)).end('first');
    await kept.hears('first');
    participant.halt();
    await participant.idle();
    await Promise.all([unused.ended, kept.ended]);
  });

  it('answers what has been asked, and says that it is the last', async () => {
    const asking = await client();
    asking.socket.write(REQUEST);
    const response = await answer(0);
    participant.halt();
    response.end('late');
    await participant.idle();
    await asking.ended;
    expect(asking.heard.toLowerCase()).to.match(/connection: close.*late$/s);
  });

  it('ends a connection after an answer that has begun as one of several', async () => {
    const asking = await client();
    asking.socket.write(REQUEST);
    const response = await answer(0);
    response.writeHead(200, { 'content-length': 4 }).write('la');
    await asking.hears('la');
    participant.halt();
    response.end('te');
    await participant.idle();
    await asking.ended;
    expect(asking.heard.toLowerCase()).to.match(/connection: keep-alive.*late$/s);
  });

  it('gives each answer that a connection waits for', async () => {
    const asking = await client();
    asking.socket.write(REQUEST + REQUEST);
    const [first, second] = [await answer(0), await answer(1)];
    participant.halt();
    first.end('one');
    second.end('two');
    await participant.idle();
    await asking.ended;
    expect(asking.heard).to.match(/one.*two$/s);
  });

  it('hears a request that had begun to arrive, and answers it', async () => {
    const asking = await client();
    asking.socket.write(REQUEST.slice(0, 8));
    await until(() => asking.accepted.bytesRead > 0);
    participant.halt();
    asking.socket.write(REQUEST.slice(8));
    (await answer(0)).end('heard');
    await participant.idle();
    await asking.ended;
    expect(asking.heard.toLowerCase()).to.match(/connection: close.*heard$/s);
  });

  it('cuts off what is left when it is cancelled, upgraded connections too', async () => {
    server.on('upgrade', (_request, socket) => void socket.write('upgraded'));
    const [asking, upgraded] = [await client(), await client()];
    asking.socket.write(REQUEST);
    await answer(0);
    upgraded.socket.write('GET / HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
    await upgraded.hears('upgraded');
    participant.halt();
    participant.cancel('the scheduler is stopping');
    await participant.idle();
    await Promise.all([asking.ended, upgraded.ended]);
  });

  it('leaves no listener behind', async () => {
    const counts = () => ['connection', 'secureConnection', 'request'].map(event => server.listenerCount(event));
    const before = counts();
    const another = serverParticipant(server);
    expect(counts()).to.deep.equal(before.map(count => count + 1));
    another.halt();
    await another.idle();
    expect(counts()).to.deep.equal(before);
  });

  it('keeps no connection that has closed', async () => {
    let accepted: WeakRef<Socket> | undefined;
    const closed = new Promise(resolve => {
      server.once('connection', socket => {
        accepted = new WeakRef(socket);
        socket.once('close', resolve);
      });
    });
    const leaving = connect((server.address() as AddressInfo).port, '127.0.0.1');
    leaving.on('connect', () => leaving.destroy());
    await closed;
    // A weak reference is kept until the end of the turn in which it was made.
    await new Promise(setImmediate);
    collect();
    expect(accepted?.deref()).to.equal(undefined);
  });

  it('is refused where it is no such server', () => {
    for (const [value, shown] of [
      [undefined, 'undefined'],
      [{ close() {} }, '{}'],
    ]) {
      expect(() => serverParticipant(value as Server))
        .to.throw(ScheduleError, `not ${shown}: join(…) takes anything else`)
        .with.property('code', 'ERR_SCHEDULE');
    }
  });

  async function client(): Promise<Client> {
    const accepted = once(server, 'connection') as Promise<[Socket]>;
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    const [other] = await accepted;
    const made = new Client(socket, other);
    clients.push(made);
    return made;
  }

  /** The answer of this number, once it is asked for. */
  async function answer(index: number): Promise<Parameters<RequestListener>[1]> {
    while (answers[index] === undefined) await once(server, 'request');
    return answers[index];
  }
});

/** One end of a connection, and what it has heard. */
class Client {
  readonly ended: Promise<unknown>;
  heard = '';

  constructor(
    readonly socket: Socket,
    readonly accepted: Socket,
  ) {
    socket.setEncoding('utf8').on('data', text => {
      this.heard += text;
    });
    // A connection that is cut off may end in an error.
    socket.on('error', () => {});
    this.ended = new Promise(resolve => socket.once('close', resolve));
  }

  async hears(text: string): Promise<void> {
    while (!this.heard.includes(text)) await once(this.socket, 'data');
  }
}

/** Waits, turn by turn of the event loop. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise(setImmediate);
}
