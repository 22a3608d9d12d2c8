import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { Registry, type RunContext, Scheduler } from '../../lib/index.js';
import { VirtualClock } from '../../lib/testing/virtual-clock.js';
import { rigOf } from '../support/scheduler-rig.js';
import { definitionOf } from '../support/schedules.js';
import { taking } from '../support/work.js';

const NEVER = { hasGrid: false, relative: { once: { count: 1, unit: 'hours' } } } as const;

describe('a stop that is called from within', () => {
  it('excuses a run together with the one that waits for it', async () => {
    const { scheduler, clock } = rigOf([
      definitionOf(() => scheduler.get('b')?.trigger(), { ...NEVER, name: 'a' }),
      definitionOf(() => scheduler.stop(), { ...NEVER, name: 'b' }),
    ]);
    scheduler.start();
    const outcome = scheduler.get('a')?.trigger();
    await clock.advance(1);
    expect((await outcome)?.kind).to.equal('succeeded');
    const report = await scheduler.stop();
    expect(report).to.deep.include({ abandoned: [], cancelled: [], tookMs: 0 });
  });

  it('excuses a run one of whose signals has a listener that calls it', async () => {
    for (const name of ['stopping', 'signal'] as const) {
      const work = (context: RunContext) =>
        new Promise(resolve => context[name].addEventListener('abort', () => resolve(scheduler.stop())));
      const { scheduler, clock } = rigOf([definitionOf(work, { ...NEVER, name: 'job' })]);
      scheduler.start();
      void scheduler.get('job')?.trigger();
      await clock.advance(1);
      const report = scheduler.stop({ drain: 100, cancel: 100 });
      await clock.advance(100);
      expect((await report).tookMs, name).to.equal(name === 'stopping' ? 0 : 100);
    }
  });

  it('excuses a listener, a hook and background work that wait for the run which calls it', async () => {
    const awaiting = () => scheduler.get('b')?.trigger();
    const { scheduler, clock } = rigOf([
      definitionOf(() => {}, { ...NEVER, name: 'a', hooks: [{ after: awaiting }] }),
      definitionOf(() => scheduler.stop(), { ...NEVER, name: 'b', overlap: 'runAfter' }),
    ]);
    scheduler.on('started', ({ jobName }) => (jobName === 'a' ? awaiting() : undefined));
    scheduler.start();
    void scheduler.background.run(awaiting);
    void scheduler.get('a')?.trigger();
    await clock.advance(1);
    expect(await scheduler.stop()).to.deep.include({ abandoned: [], cancelled: [], tookMs: 0 });
  });

  it('is the whole stop for who belongs to another scheduler', async () => {
    const clock = new VirtualClock();
    const { scheduler } = rigOf([definitionOf(taking(clock, 500), { ...NEVER, name: 'job' })], { clock });
    const { scheduler: other } = rigOf([], { clock });
    scheduler.on('stopped', () => taking(clock, 300)());
    scheduler.start();
    other.start();
    void scheduler.get('job')?.trigger();
    let state: string | undefined;
    void other.background.run(async () => {
      await scheduler.stop();
      state = `${scheduler.state} at ${clock.monotonic()}`;
    });
    await clock.advance(1000);
    expect(state).to.equal('stopped at 800');
  });

  it('excuses a server that has joined for who handles its request: the answer is given', async () => {
    const scheduler = new Scheduler(new Registry(), { handleSignals: false });
    const handle = async (response: ServerResponse) => {
      await Promise.resolve();
      const report = scheduler.stop();
      goOn?.(undefined);
      response.end((await report).finished.join());
    };
    const server = createServer((_request, response) => void handle(response));
    scheduler.joinServer(server, 'web');
    scheduler.start();
    let goOn: ((value: unknown) => void) | undefined;
    const mail = () =>
      new Promise(resolve => {
        goOn = resolve;
      });
    void scheduler.background.run(mail, { label: 'mail' });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    expect(await answer.text()).to.equal('mail');
    expect(await scheduler.stop()).to.deep.include({ finished: ['mail', 'web'], cancelled: [] });
  });

  it('excuses nobody for a server that the run has made: who calls from outside waits for the run', async () => {
    const clock = new VirtualClock();
    let settled: unknown;
    const server = createServer((_request, response) => {
      void scheduler.stop().then(report => {
        settled ??= report;
      });
      response.end();
    });
    const { scheduler } = rigOf(
      [
        definitionOf(async () => {
          await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
          await taking(clock, 1000)();
        }, NEVER),
      ],
      { clock },
    );
    scheduler.start();
    void scheduler.get('job')?.trigger();
    await clock.advance(1);
    while (!server.listening) await new Promise(setImmediate);
    await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    const report = scheduler.stop();
    let isDone = false;
    void report.then(() => {
      isDone = true;
    });
    await clock.advance(10);
    expect(isDone).to.equal(false);
    expect(settled).to.be.an('object');
    await clock.advance(2000);
    expect((await report).finished).to.deep.equal(['job']);
    server.closeAllConnections();
    await new Promise(resolve => server.close(resolve));
  });
});
