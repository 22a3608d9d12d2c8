import { once } from 'node:events';
import { createServer } from 'node:http';
import { expect } from 'chai';
import { localConsole } from '../../lib/console/index.js';
import type { JobsReply, StateReply } from '../../lib/dashboard/api.js';
import { dashboard } from '../../lib/dashboard/index.js';
import { Registry, type RunContext, Scheduler } from '../../lib/index.js';
import { Listening } from '../support/dashboard/event-source.js';
import { listener, portOf } from '../support/dashboard/mounted.js';
import { exchange } from '../support/dashboard/raw-http.js';
import { rejection } from '../support/rejection.js';

/** A scheduler of this very process, with its own clock, and the dashboard that an application would mount. */
async function mounted() {
  const registry = new Registry({ zone: 'UTC' });
  let go = () => {};
  registry
    .schedule(() => 'done')
    .withName('quick')
    .toRunEvery(1)
    .hours();
  registry
    .schedule(async (run: RunContext) => {
      run.progress(1, 2, 'half of it');
      run.log.info('working');
      await new Promise<void>(resolve => {
        go = resolve;
      });
    })
    .withName('long')
    .toRunEvery(1)
    .hours();
  const scheduler = new Scheduler(registry, { handleSignals: false, name: 'shop' });
  const board = dashboard(scheduler);
  const server = createServer(listener(board)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  scheduler.start();
  const act = (query: string) =>
    exchange(portOf(server), `/?${query}`, { method: 'POST', headers: { 'x-carillon': '1' } });
  return { scheduler, board, server, port: portOf(server), act, finish: () => go() };
}

describe('dashboard(scheduler)', () => {
  it('shows the scheduler as it is, and does what it is told', async () => {
    const { scheduler, board, server, port, act, finish } = await mounted();
    const state = (await exchange(port, '/?get=state')).json<StateReply>();
    expect(state.scheduler).to.include({ name: 'shop', state: 'running', pid: process.pid });
    expect(state.scheduler.version).to.match(/^\d+\.\d+\.\d+/);
    expect((await act('do=run&job=long')).status).to.equal(202);
    expect((await act('do=run&job=long')).status).to.equal(409);
    const { jobs } = (await exchange(port, '/?get=jobs&state=running')).json<JobsReply>();
    expect(jobs.map(({ name, progress }) => [name, progress])).to.deep.equal([
      ['long', { done: 1, total: 2, message: 'half of it' }],
    ]);
    const stream = await Listening.to(port, `get=events&run=${jobs[0]?.run}`);
    const [line] = (await stream.hears('line')) as { text: string }[];
    expect(line?.text).to.equal('working');
    finish();
    const [rows] = (await stream.hears('jobs')) as [{ name: string; state: string }[]];
    expect(rows.map(({ name, state: is }) => [name, is])).to.deep.equal([['long', 'ok']]);
    stream.leave();
    board.close();
    server.close();
    server.closeAllConnections();
    await scheduler.stop();
  });

  it('tells all streams that a stop begins, ends them first, and holds up neither the stop nor the server', async () => {
    const { scheduler, server, port, act, finish } = await mounted();
    await act('do=run&job=long');
    const streams = await Promise.all(
      Array.from({ length: 50 }, () => Listening.to(port, 'get=events', { connection: 'keep-alive' })),
    );
    await Promise.all(streams.map(stream => stream.hears('hello')));
    const closed = once(server, 'close');
    const stopped = scheduler.stop();
    server.close();
    await Promise.all(streams.map(stream => stream.ends()));
    expect(scheduler.state).to.equal('stopping');
    for (const stream of streams) expect(stream.all('bye')).to.deep.equal([{ reason: 'stopping', left: 5_000 }]);
    finish();
    expect((await stopped).abandoned).to.deep.equal([]);
    await closed;
  });

  it('lets a server that takes part in the stop end by itself, streams and all', async () => {
    const { scheduler, server, port } = await mounted();
    scheduler.joinServer(server);
    const streams = await Promise.all(
      Array.from({ length: 5 }, () => Listening.to(port, 'get=events', { connection: 'keep-alive' })),
    );
    await Promise.all(streams.map(stream => stream.hears('hello')));
    const report = await scheduler.stop();
    expect([report.finished.length, report.cancelled, report.abandoned]).to.deep.equal([1, [], []]);
    for (const stream of streams) expect(await stream.ends()).to.deep.equal(['hello', 'bye']);
  });

  it('shows several schedulers as one', async () => {
    const schedulers = ['shop', 'mail'].map(name => {
      const registry = new Registry({ zone: 'UTC' });
      registry
        .schedule(() => name)
        .withName(`${name} job`)
        .toRunEvery(1)
        .hours();
      return new Scheduler(registry, { handleSignals: false, name }).start();
    });
    const board = dashboard(schedulers, { authorize: () => ({ can: 'operate' }) });
    const ask = async (query: string, method = 'GET') =>
      board.fetch(new Request(`http://localhost/?${query}`, { method, headers: { 'x-carillon': '1' } }));
    const { jobs } = (await (await ask('get=jobs&sort=name')).json()) as JobsReply;
    expect(jobs.map(({ name }) => name)).to.deep.equal(['mail job', 'shop job']);
    expect((await ask('do=run&job=mail%20job', 'POST')).status).to.equal(202);
    const state = (await (await ask('get=state')).json()) as StateReply;
    expect([state.scheduler.name, state.day.runs]).to.deep.equal(['shop, mail', 1]);
    board.close();
    await Promise.all(schedulers.map(scheduler => scheduler.stop()));
  });

  it('refuses several schedulers that share a name, which could mean either', async () => {
    const schedulers = ['shop', 'mail'].map(name => {
      const registry = new Registry({ zone: 'UTC' });
      registry
        .schedule(() => name)
        .withName('cleanup')
        .toRunEvery(1)
        .hours();
      return new Scheduler(registry, { handleSignals: false, name });
    });
    expect(() => dashboard(schedulers)).to.throw("two of the schedulers have a job named 'cleanup'");
    schedulers[1]?.remove('cleanup');
    const warnings: string[] = [];
    const console = localConsole(schedulers, undefined, message => void warnings.push(message));
    schedulers[1]?.add(
      () => 2,
      s => s.toRunEvery(1).hours().withName('cleanup'),
    );
    // A scheduler that has been busy for a while tells it a turn later.
    while (warnings.length === 0) await new Promise(resolve => setImmediate(resolve));
    expect(warnings).to.have.lengthOf(1);
    console.close();
    await Promise.all(schedulers.map(scheduler => scheduler.stop()));
  });

  it('refuses what it can make nothing of, and names the remedy', async () => {
    const scheduler = new Scheduler(new Registry(), { handleSignals: false });
    expect(() => dashboard({} as never)).to.throw('takes a Scheduler');
    expect(() => dashboard([] as never)).to.throw('takes a Scheduler');
    for (const [options, message] of [
      [{ authorise: () => false }, "no option 'authorise': did you mean 'authorize'? it takes authorize"],
      [{ authorize: true }, 'authorize of a dashboard must be a function'],
      [{ maxClients: 0 }, 'maxClients of a dashboard must be a whole number'],
      [{ actionsPerMinute: 1.5 }, 'actionsPerMinute'],
      [{ environment: { label: 'production', tone: 'loud' } }, 'environment'],
      [{ backLink: 'javascript:alert(1)' }, 'backLink'],
      [{ backLink: '//evil.example' }, 'backLink'],
      [{ backLink: '/\\evil.example' }, 'backLink'],
      [{ allowedHosts: 'shop.example' }, 'allowedHosts'],
      [{ allowedHosts: ['https://shop.example'] }, 'without https:// before'],
      [{ allowedHosts: ['*'] }, 'allowedHosts'],
      [{ allowedOrigins: ['https://shop.example/'] }, 'without a slash at the end'],
      [{ allowedOrigins: ['https://Shop.example'] }, 'in lower case'],
      [{ allowedOrigins: ['shop.example'] }, 'allowedOrigins'],
      [{ title: '' }, 'title'],
      [[], 'takes options'],
    ] as const) {
      expect(() => dashboard(scheduler, options as never), message).to.throw(message);
    }
    await scheduler.stop();
  });

  it('says which of its doors a request of another kind belongs to', async () => {
    const scheduler = new Scheduler(new Registry());
    const page = dashboard(scheduler);
    expect(await rejection(page.fetch({ headers: {}, url: '/' } as never))).to.contain(
      'Express, Fastify and NestJS go to its node',
    );
    expect(await rejection(page.node(new Request('http://localhost/') as never, {} as never))).to.contain(
      'a Request goes to its fetch',
    );
    page.close(5 as never);
    await scheduler.stop();
  });

  it('lets go of the scheduler when it is closed', async () => {
    const registry = new Registry({ zone: 'UTC' });
    registry
      .schedule(() => 1)
      .withName('job')
      .toRunEvery(1)
      .hours();
    const scheduler = new Scheduler(registry, { handleSignals: false }).start();
    const board = dashboard(scheduler, { authorize: () => ({ can: 'read' }) });
    board.close();
    expect((await board.fetch(new Request('http://localhost/?get=jobs'))).status).to.equal(503);
    await scheduler.get('job')?.trigger();
    await scheduler.stop();
  });
});
