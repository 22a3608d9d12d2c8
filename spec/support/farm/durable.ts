import { expect } from 'chai';
import type { FarmJob } from '../../../lib/farm/farm-job.js';
import { askQueue } from '../../../lib/farm/identity.js';
import type { RunRecordJson } from '../../../lib/index.js';
import { rejection } from '../rejection.js';
import { type Home, type RealHost, type RealWork, realHost, sleep, until } from './real-host.js';

/** What holds wherever a farm is at home. */
export function itIsDurable(home: () => Home): void {
  let host: RealHost;
  let work: Readonly<Record<string, RealWork>> = {};
  let retryAfterMs: FarmJob['retryAfterMs'] = () => undefined;

  before(async () => {
    const names = ['job', 'a', 'b', 'c'];
    const works = names.map(
      name => [name, (ticket, signal) => work[name]?.(ticket, signal)] satisfies [string, RealWork],
    );
    host = await realHost(home(), 'durable', Object.fromEntries(works), {
      job: { retryAfterMs: n => retryAfterMs(n) },
    });
  });

  after(() => host.stop());

  /** The same host does other work from now on. */
  function started(newWork: Readonly<Record<string, RealWork>>, retry: FarmJob['retryAfterMs'] = () => undefined) {
    work = newWork;
    retryAfterMs = retry;
    return host.asking;
  }

  it('runs with its data, and tells how it ended', async () => {
    const asking = started({ job: ({ data }) => ({ got: data }) });
    const [asked] = await asking.enqueue([{ name: 'job', data: { order: 42 } }]);
    expect(await asking.outcome(asked?.id ?? '')).to.deep.equal({ kind: 'succeeded', value: { got: { order: 42 } } });
  });

  it('ends whatever its record holds, also what no database can', async () => {
    const asking = started({
      job: ({ data }) => {
        if (data === 'throw') throw new Error('\ud800 \0 \\u0000');
        return { 'a\0': '\0b' };
      },
    });
    const asked = await asking.enqueue(['return', 'throw'].map(data => ({ name: 'job', data })));
    for (const { id } of asked) await asking.outcome(id);
    const stored = await host.store.outcomes(
      asked.map(({ id }) => ({ queue: askQueue('durable', 'job'), id: id.slice(-36) })),
    );
    const outcomes = new Map(stored.map(row => [row.id, (row.output as RunRecordJson).outcome]));
    expect(asked.map(({ id }) => outcomes.get(id.slice(-36)))).to.deep.equal([
      { kind: 'succeeded', value: { 'a\ufffd': '\ufffdb' } },
      { kind: 'failed', error: { name: 'Error', message: '\ufffd \ufffd \\u0000' } },
    ]);
    await asking.letters.discard({ name: 'job' });
  });

  it('waits until its time has come', async () => {
    const ran: number[] = [];
    const asking = started({ job: () => ran.push(Date.now()) });
    const atMs = Date.now() + 700;
    const [asked] = await asking.enqueue([{ name: 'job', data: null, atMs }]);
    await asking.outcome(asked?.id ?? '');
    expect(ran[0]).to.be.within(atMs - 5, atMs + 1_000);
  });

  it('is stored once under a key, and refused with other data under it', async () => {
    const keys: string[] = [];
    const asking = started({ job: ({ key }) => keys.push(key) });
    const [first] = await asking.enqueue([{ name: 'job', data: 1, key: 'a' }]);
    const [second] = await asking.enqueue([{ name: 'job', data: 1, key: 'a' }]);
    expect(second).to.deep.equal({ id: first?.id, created: false, dead: false });
    expect(await rejection(asking.enqueue([{ name: 'job', data: 2, key: 'a' }]))).to.contain('other data');
    await asking.outcome(first?.id ?? '');
    expect(keys).to.deep.equal(['job@a']);
  });

  it('is tried again as its policy says, each time as a run of its own, under one key', async () => {
    const attempts: (readonly [number, string])[] = [];
    const asking = started(
      {
        job: ({ attempt, key }) => {
          attempts.push([attempt, key]);
          if (attempt < 3) throw new Error('not yet');
        },
      },
      failed => (failed < 5 ? 50 : undefined),
    );
    const [asked] = await asking.enqueue([{ name: 'job', data: null, key: 'k' }]);
    expect(await asking.outcome(asked?.id ?? '')).to.include({ kind: 'succeeded' });
    expect(attempts).to.deep.equal([1, 2, 3].map(attempt => [attempt, 'job@k']));
  });

  it('that has failed for good is a dead letter, until it is redriven under the same id', async () => {
    let isRepaired = false;
    const asking = started(
      {
        job: () => {
          if (!isRepaired) throw new Error('out of order');
          return 'done';
        },
      },
      failed => (failed < 2 ? 10 : undefined),
    );
    const [asked] = await asking.enqueue([{ name: 'job', data: { n: 1 }, key: 'dead' }]);
    const id = asked?.id ?? '';
    expect(await asking.outcome(id)).to.deep.include({
      kind: 'failed',
      error: { name: 'Error', message: 'out of order' },
    });
    expect(await asking.letters.list('job', 10)).to.have.length(1);
    expect((await asking.letters.list('job', 10))[0]).to.deep.include({ id, job: 'job', data: { n: 1 } });
    expect((await asking.enqueue([{ name: 'job', data: { n: 1 }, key: 'dead' }]))[0]).to.include({
      created: false,
      dead: true,
    });
    isRepaired = true;
    await asking.letters.redrive([id]);
    expect(await asking.outcome(id)).to.deep.equal({ kind: 'succeeded', value: 'done' });
    expect(await asking.letters.list(undefined, 10)).to.deep.equal([]);
    expect(await rejection(asking.letters.redrive([id]))).to.contain('only what has failed');
  });

  it('can be discarded when it is dead', async () => {
    const asking = started({ job: () => Promise.reject(new Error('no')) });
    const [asked] = await asking.enqueue([{ name: 'job', data: null }]);
    await asking.outcome(asked?.id ?? '');
    expect(await asking.letters.discard({ name: 'job' })).to.equal(1);
    expect(await rejection(asking.outcome(asked?.id ?? ''))).to.contain('AskedGoneError');
  });

  it('that follows begins when the one before has succeeded', async () => {
    const ran: string[] = [];
    const work = (name: string) => () => void ran.push(name);
    const asking = started({ a: work('a'), b: work('b'), c: work('c') });
    await asking.enqueue([
      {
        name: 'a',
        data: null,
        follows: [
          { name: 'b', data: null },
          { name: 'c', data: null },
        ],
      },
    ]);
    await until(() => ran.length === 3);
    expect(ran).to.deep.equal(['a', 'b', 'c']);
  });

  it('that follows is cancelled with what it follows, and comes back with it', async () => {
    const ran: string[] = [];
    let isRepaired = false;
    const asking = started({
      a: () => {
        if (!isRepaired) throw new Error('no');
      },
      b: () => void ran.push('b'),
    });
    const [asked] = await asking.enqueue([{ name: 'a', data: null, follows: [{ name: 'b', data: null }] }]);
    expect(await asking.outcome(asked?.id ?? '')).to.include({ kind: 'failed' });
    isRepaired = true;
    await asking.letters.redrive([asked?.id ?? '']);
    await until(() => ran.length > 0);
    expect(ran).to.deep.equal(['b']);
  });

  it('can be taken back before it begins, and cancelled while it runs', async () => {
    let running = false;
    const asking = started({
      job: async (_, signal) => {
        running = true;
        await sleep(20_000, signal);
      },
    });
    const [later] = await asking.enqueue([{ name: 'job', data: null, atMs: Date.now() + 60_000 }]);
    expect(await asking.cancel(later?.id ?? '', 'no longer needed')).to.equal(true);
    expect(await asking.outcome(later?.id ?? '')).to.deep.equal({ kind: 'cancelled', detail: 'no longer needed' });
    const [now] = await asking.enqueue([{ name: 'job', data: null }]);
    await until(() => running);
    expect(await asking.cancel(now?.id ?? '', 'by hand')).to.equal(true);
    expect(await asking.outcome(now?.id ?? '')).to.include({ kind: 'cancelled' });
    expect(await asking.cancel(now?.id ?? '', 'twice')).to.equal(false);
  });

  it('is refused for a job that is not there, for data that can not be stored, and for too much of it', async () => {
    const asking = started({ job: () => {} });
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    const wrong: readonly (readonly [unknown, string])[] = [
      [{ name: 'other', data: 1 }, "no job named 'other'"],
      [{ name: 'job', data: { when: new Map() } }, "at 'when' is an object of class Map"],
      [{ name: 'job', data: { n: 1n } }, 'a bigint'],
      [{ name: 'job', data: circle }, 'an object that holds itself'],
      [{ name: 'job', data: Number.NaN }, 'NaN'],
      [{ name: 'job', data: '\ud800' }, 'half a character'],
      [{ name: 'job', data: { 'a\0': 1 } }, 'a zero character'],
      [{ name: 'job', data: JSON.parse(`${'['.repeat(5_000)}${']'.repeat(5_000)}`) }, 'nested too deeply'],
      [{ name: 'job', data: 'x'.repeat(300_000) }, 'over 256 kB'],
      [{ name: 'job', data: 1, key: '' }, 'the key of'],
    ];
    for (const [ask, text] of wrong) {
      const error = await rejection(asking.enqueue([ask as { name: string; data: unknown }]));
      expect(error).to.match(/^FarmError: /);
      expect(error).to.contain(text);
    }
  });
}
