import { once } from 'node:events';
import { connect } from 'node:net';
import { expect } from 'chai';
import type { Access } from '../../lib/dashboard/access.js';
import { Listening } from '../support/dashboard/event-source.js';
import { Mounted } from '../support/dashboard/mounted.js';
import { head } from '../support/dashboard/raw-http.js';

const MINUTE_TICKS = 240;

describe('a stream of the dashboard', () => {
  it('begins with where things stand, and then tells what changes, at most four times a second', async () => {
    await using mounted = await Mounted.over();
    const { console, surroundings, port } = mounted;
    const stream = await Listening.to(port);
    expect(stream.response.headers).to.include({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'private, no-store, no-cache, no-transform',
      'x-accel-buffering': 'no',
    });
    expect(await stream.hears('hello')).to.deep.equal([{ epoch: 'e1', rev: 3, now: console.nowMs }]);
    console.put({ name: 'backup', streak: 1 });
    console.put({ name: 'backup', streak: 2 });
    console.put({ name: 'new' });
    surroundings.tick();
    const [rows] = (await stream.hears('jobs')) as [{ name: string; streak: number }[]];
    expect(rows.map(({ name, streak }) => [name, streak])).to.deep.equal([
      ['backup', 2],
      ['new', 0],
    ]);
    expect(stream.frames.at(-1)?.id).to.equal('e1.6');
    surroundings.tick();
    console.remove('new');
    surroundings.tick();
    expect(await stream.hears('removed')).to.deep.equal([['new']]);
    expect(stream.all('jobs')).to.have.lengthOf(1);
    stream.leave();
  });

  it('tells of progress, of acts and of problems, of each run the last only', async () => {
    await using mounted = await Mounted.over();
    const { console, surroundings, port } = mounted;
    const stream = await Listening.to(port);
    await stream.hears('hello');
    for (const done of [1, 2, 3]) {
      console.tell({ kind: 'progress', job: 'backup', run: 'r1', progress: { done, total: 3 }, ms: done });
    }
    const act = { id: 1, at: 5, who: 'ana', what: 'ran', job: 'backup', ok: true };
    console.tell({ kind: 'act', act });
    console.problemsFound = [{ code: 'failing', level: 'bad', job: 'backup', title: 'has failed 4 times in a row' }];
    console.tell({ kind: 'problems' });
    surroundings.tick();
    await stream.hears('problem');
    expect(stream.all('running')).to.deep.equal([
      [{ id: 'r1', job: 'backup', progress: { done: 3, total: 3 }, ms: 3 }],
    ]);
    expect(stream.all('act')).to.deep.equal([act]);
    expect(stream.all('problem')).to.deep.equal([{ problems: 1 }]);
    stream.leave();
  });

  it('follows the log of one run, from its first line on', async () => {
    await using mounted = await Mounted.over();
    const { console, surroundings, port } = mounted;
    const line = (seq: number) => ({ seq, at: seq, level: 'info' as const, text: `line ${seq}` });
    console.putRun({ id: 'r1', job: 'backup', kind: 'running', lines: [line(1), line(2)] });
    const stream = await Listening.to(port, 'get=events&run=r1');
    console.tell({ kind: 'line', job: 'backup', run: 'r1', line: line(3) });
    console.tell({ kind: 'line', job: 'backup', run: 'another', line: line(4) });
    surroundings.tick();
    await stream.hears('line', 3);
    expect(stream.all('line')).to.deep.equal([1, 2, 3].map(seq => ({ ...line(seq), run: 'r1' })));
    // Of what comes faster than it can be read, the last; the numbers show the gap.
    for (let seq = 4; seq <= 5_000; seq += 1) console.tell({ kind: 'line', job: 'backup', run: 'r1', line: line(seq) });
    surroundings.tick();
    const lines = (await stream.hears('line', 33)) as { seq: number }[];
    expect(lines.slice(3).map(({ seq }) => seq)).to.deep.equal(Array.from({ length: 30 }, (_, index) => 4_971 + index));
    expect((await mounted.send('get=events&run=gone')).status).to.equal(404);
    stream.leave();
  });

  it('goes on from where its client was, or says that everything is to be fetched anew', async () => {
    await using mounted = await Mounted.over();
    const { console, surroundings, port } = mounted;
    console.put({ name: 'backup', streak: 7 });
    for (const [query, headers] of [
      ['get=events&since=e1.3', {}],
      ['get=events', { 'last-event-id': 'e1.3' }],
    ] as const) {
      const stream = await Listening.to(port, query, headers);
      const [rows] = (await stream.hears('jobs')) as [{ name: string; streak: number }[]];
      expect(rows.map(({ name, streak }) => [name, streak])).to.deep.equal([['backup', 7]]);
      stream.leave();
    }
    for (const since of ['e0.3', 'e1.99', 'e1.x', 'nonsense']) {
      const stream = await Listening.to(port, `get=events&since=${since}`);
      expect(await stream.hears('reset'), since).to.have.lengthOf(1);
      stream.leave();
    }
    const late = await Listening.to(port, 'get=events&since=e1.3');
    await late.hears('jobs');
    console.rev += 2_000;
    surroundings.tick();
    await late.hears('reset');
    late.leave();
    const flooded = await Listening.to(port);
    await flooded.hears('hello');
    for (let job = 0; job < 201; job += 1) console.put({ name: `job ${job}` });
    surroundings.tick();
    await flooded.hears('reset');
    expect(flooded.all('jobs')).to.deep.equal([]);
    flooded.leave();
  });

  it('is kept open by a comment each 15 seconds', async () => {
    await using mounted = await Mounted.over();
    const stream = await Listening.to(mounted.port);
    await stream.hears('hello');
    mounted.surroundings.tick(59);
    mounted.console.put({ name: 'backup' });
    mounted.surroundings.tick(1);
    await stream.hears('jobs');
    expect(stream.comments).to.equal(1);
    stream.leave();
  });

  it('is one of 50; the next polls', async () => {
    await using mounted = await Mounted.over();
    const streams = [];
    for (let count = 0; count < 50; count += 1) streams.push(await Listening.to(mounted.port));
    const { status, headers, body } = await mounted.send('get=events');
    expect([status, headers['retry-after'], JSON.parse(body).error.code]).to.deep.equal([
      503,
      '60',
      'too_many_streams',
    ]);
    expect((await mounted.send('get=jobs')).status).to.equal(200);
    for (const stream of streams) stream.leave();
  });

  it('is cut where its client reads nothing, at 64 frames, and holds up no other', async () => {
    await using mounted = await Mounted.over();
    const deaf = connect(mounted.port, '127.0.0.1').on('error', () => {});
    await once(deaf, 'connect');
    deaf.pause();
    deaf.write(head(mounted.port, '/?get=events', {}));
    const other = await Listening.to(mounted.port);
    await other.hears('hello');
    // More than what sockets take in while nobody reads, and then 64 frames.
    const words = 'x'.repeat(400);
    const sockets = () => new Promise<number>(resolve => mounted.server.getConnections((_, count) => resolve(count)));
    let sent = 0;
    while ((await sockets()) > 1) {
      for (let job = 0; job < 150; job += 1) mounted.console.put({ name: `job ${job}`, words });
      mounted.surroundings.tick();
      sent += 1;
      await other.hears('jobs', sent);
      expect(sent).to.be.below(2_000);
    }
    mounted.console.put({ name: 'backup' });
    mounted.surroundings.tick();
    await other.hears('jobs', sent + 1);
    other.leave();
    deaf.destroy();
  });

  it('ends within a minute of its session', async () => {
    let access: Access | false = { user: 'ana', can: 'operate' };
    await using mounted = await Mounted.over({ authorize: () => access });
    const stream = await Listening.to(mounted.port);
    await stream.hears('hello');
    mounted.surroundings.tick(MINUTE_TICKS);
    mounted.console.put({ name: 'backup' });
    mounted.surroundings.tick();
    await stream.hears('jobs');
    access = false;
    mounted.surroundings.tick(MINUTE_TICKS);
    expect(await stream.ends()).to.deep.equal(['hello', 'jobs', 'bye']);
    expect(stream.all('bye')).to.deep.equal([{ reason: 'refused' }]);
    expect(mounted.surroundings.timers).to.equal(0);
  });

  it('ends first when the scheduler stops, says how long what runs may go on, and no other begins', async () => {
    await using mounted = await Mounted.over();
    const stream = await Listening.to(mounted.port);
    await stream.hears('hello');
    mounted.console.state = 'stopping';
    mounted.console.tell({ kind: 'state', state: 'stopping', leftMs: 4_000 });
    expect(await stream.ends()).to.deep.equal(['hello', 'bye']);
    expect(stream.all('bye')).to.deep.equal([{ reason: 'stopping', left: 4_000 }]);
    const { status, headers } = await mounted.send('get=events');
    expect([status, headers['retry-after']]).to.deep.equal([503, '5']);
    expect((await mounted.send('get=health')).status).to.equal(503);
    for (const [query, answered] of [
      ['get=jobs', 200],
      ['get=job&job=nobody', 404],
    ] as const) {
      const kept = await mounted.send(query, { headers: { connection: 'keep-alive' } });
      expect([kept.status, kept.headers['connection']]).to.deep.equal([answered, 'close']);
    }
  });

  it('ends when the dashboard is closed, which then answers no more', async () => {
    await using mounted = await Mounted.over();
    const stream = await Listening.to(mounted.port);
    await stream.hears('hello');
    mounted.dashboard.close('a deploy');
    mounted.dashboard.close();
    await stream.ends();
    expect(stream.all('bye')).to.deep.equal([{ reason: 'a deploy' }]);
    expect(mounted.console.isClosed).to.equal(true);
    expect((await mounted.send('get=jobs')).status).to.equal(503);
    expect((await mounted.send('get=health')).status).to.equal(503);
  });

  it('costs nothing once nobody listens', async () => {
    await using mounted = await Mounted.over();
    const before = mounted.console.listeners;
    expect(mounted.surroundings.timers).to.equal(0);
    const stream = await Listening.to(mounted.port);
    await stream.hears('hello');
    expect([mounted.surroundings.timers, mounted.console.listeners]).to.deep.equal([1, before + 1]);
    stream.leave();
    while (mounted.surroundings.timers > 0) await new Promise(resolve => setImmediate(resolve));
    expect([mounted.surroundings.timers, mounted.console.listeners]).to.deep.equal([0, before]);
  });

  it('is a stream by fetch, too, and is cut there as well', async () => {
    await using mounted = await Mounted.over({ authorize: () => ({ can: 'read' }) });
    const asked = new Request('http://shop.example/?get=events');
    const response = await mounted.dashboard.fetch(asked);
    expect(response.status).to.equal(200);
    const reader = response.body?.getReader();
    let text = '';
    while (!text.includes('hello')) text += new TextDecoder().decode((await reader?.read())?.value);
    await reader?.cancel();
    expect(mounted.surroundings.timers).to.equal(0);
    const deaf = await mounted.dashboard.fetch(asked);
    for (let frame = 0; frame < 70; frame += 1) {
      mounted.console.put({ name: 'backup' });
      mounted.surroundings.tick();
      await new Promise(resolve => setImmediate(resolve));
    }
    expect(mounted.surroundings.timers).to.equal(0);
    const failure = await deaf.text().catch((error: Error) => error.message);
    expect(failure).to.equal('the client reads nothing');
  });
});
