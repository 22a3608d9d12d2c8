import { expect } from 'chai';
import type { RunContext } from '../../lib/job/context.js';
import type { RunRecord } from '../../lib/job/outcome.js';
import { byOf, reasonText } from '../../lib/job/said.js';
import { VirtualClock } from '../../lib/testing/virtual-clock.js';
import { collect } from '../support/collect.js';
import { rigOf } from '../support/scheduler-rig.js';
import { definitionOf, said } from '../support/schedules.js';
import { taking } from '../support/work.js';

const TEXT_BYTES = 1_000_000;

function heapBytes(): number {
  // The second one ends what the first has left to be swept beside the program: a long text is freed only then.
  collect();
  collect();
  return process.memoryUsage().heapUsed + process.memoryUsage().external;
}

/** Not the same twice, and no rope: read from bytes. */
function longText(seed: number): string {
  return Buffer.alloc(TEXT_BYTES, 97 + (seed % 20)).toString('latin1');
}

const rowsOf = (count: number) => Array.from({ length: count }, (_, id) => ({ id, text: `row ${id}` }));

describe('what a history keeps', () => {
  it('is the objects of the run that ended last, and of the others their short plain form', async () => {
    const given: object[] = [];
    const { scheduler, clock, records } = rigOf([
      definitionOf(() => {
        const rows = rowsOf(20_000);
        given.push(rows);
        return rows;
      }),
    ]);
    scheduler.start();
    await clock.advance(5_500);
    const history = scheduler.get('job')?.history ?? [];
    expect(history).to.have.length(6);
    expect(resultOf(history.at(-1))).to.equal(given.at(-1));
    for (const record of history.slice(0, -1)) {
      expect(resultOf(record)).to.be.a('string');
      expect((resultOf(record) as string).length).to.be.at.most(200);
    }
    // What was handed out does not change.
    expect(records.map(resultOf)).to.deep.equal(given);
  });

  it('is, of a job that left while it ran, the run that ended since', async () => {
    let end = () => {};
    const { scheduler, clock } = rigOf([definitionOf(() => new Promise<void>(resolve => (end = resolve)))]);
    scheduler.start();
    await clock.advance(100);
    scheduler.get('job')?.remove();
    end();
    await clock.advance(100);
    expect(scheduler.timeline(clock.now() - 1000, clock.now(), { jobs: ['job'] })).to.have.length(1);
    expect(scheduler.explainRun('job', clock.now() - 200).verdict).to.equal('ran');
  });

  it('is no text that a piece was cut from, whatever it came by', async () => {
    const ways: readonly ((text: string, context: RunContext) => unknown)[] = [
      text => text,
      text => ({ text }),
      async text => {
        throw text;
      },
      (text, { log }) => log.info(text),
      (text, { log }) => log.info('text', { text }),
      (text, { progress }) => progress(1, 2, text),
      text => text.slice(0, 150),
      (text, { log }) => log.info(text.slice(0, 150)),
    ];
    const before = heapBytes();
    for (const way of ways) {
      const job = definitionOf(context => way(longText(context.occurrence.toMillis()), context));
      const { scheduler, clock } = rigOf([job], { listens: false });
      scheduler.start();
      await clock.advance(99_000);
      expect(heapBytes() - before, String(way)).to.be.lessThan(50 * TEXT_BYTES);
      expect(JSON.stringify(scheduler.get('job')?.history).length).to.be.lessThan(2 * TEXT_BYTES);
      await scheduler.stop();
    }
  });

  it('is no text that a reason, or a name of who gave it, was cut from', () => {
    const before = heapBytes();
    const kept = Array.from({ length: 50 }, (_, seed) => [
      reasonText(longText(seed)),
      reasonText(longText(seed).slice(0, 500)),
      byOf('a call', { by: longText(seed).slice(0, 100) }),
    ]);
    expect(heapBytes() - before).to.be.lessThan(25 * TEXT_BYTES);
    expect(kept.flat().map(text => text?.length)).to.include.members([1001, 500, 100]);
  });

  it('is not what runs by hand were given, nor what departed jobs returned', async () => {
    const rows = rowsOf(20_000);
    const { scheduler, clock } = rigOf([definitionOf(() => {}, { every: 3600 })]);
    scheduler.start();
    await clock.advance(10);
    void scheduler.get('job')?.trigger(rows);
    await clock.advance(10);
    void scheduler.get('job')?.trigger({ small: 1 });
    await clock.advance(10);
    const [, second] = scheduler.get('job')?.history ?? [];
    expect((second as RunRecord & { readonly data: unknown }).data).to.equal(undefined);
    scheduler.add(
      () => rows,
      said({ name: 'one-off', hasGrid: false, relative: { once: { count: 1, unit: 'seconds' } } }),
    );
    await clock.advance(2000);
    const departed = scheduler.timeline(clock.now() - 10_000, clock.now(), { jobs: ['one-off'] });
    expect(departed).to.have.length(1);
    expect(resultOf(departed[0]?.record)).to.be.a('string');
  });

  it('has the last thousand records of jobs that have left', async () => {
    const { scheduler, clock } = rigOf([]);
    scheduler.start();
    for (let i = 0; i < 2500; i++)
      scheduler.add(
        () => {},
        said({ name: `one-off ${i}`, hasGrid: false, relative: { once: { count: 1, unit: 'seconds' } } }),
      );
    await clock.advance(2000);
    const departed = scheduler.timeline(clock.now() - 10_000, clock.now());
    expect(departed.map(({ jobName }) => jobName)).to.deep.equal(
      Array.from({ length: 1000 }, (_, i) => `one-off ${1500 + i}`),
    );
  });

  it('has the last run that was started, however many were skipped since, the last success, and the streak', async () => {
    const clock = new VirtualClock();
    let tick = 0;
    const { scheduler } = rigOf(
      [
        definitionOf(
          async () => {
            tick += 1;
            if (tick === 1) return 'fine';
            if (tick < 4) throw new Error(`number ${tick}`);
            return taking(clock, 150_000)();
          },
          { every: 1 },
        ),
      ],
      { clock },
    );
    scheduler.start();
    await clock.advance(120_500);
    const job = scheduler.get('job');
    expect(new Set(job?.history.map(({ outcome }) => outcome.kind))).to.deep.equal(new Set(['skipped']));
    expect(job?.lastRun?.error).to.be.an('error').with.property('message', 'number 3');
    expect(job?.lastSuccess?.outcome).to.deep.include({ kind: 'succeeded', value: 'fine' });
    expect(job?.streak).to.equal(2);
    await clock.advance(150_000);
    expect(job?.streak, 'ended by a success').to.equal(0);
  });
});

describe('a record as plain data', () => {
  for (const [title, value] of [
    ['a BigInt', 12n],
    ['a cycle', cycle()],
    ['a getter that throws', throwing()],
    ['twenty thousand rows', rowsOf(20_000)],
    ['a proxy that throws', new Proxy({}, { ownKeys: refuse, get: refuse })],
  ] as const) {
    it(`never throws and is bounded for ${title}, returned or thrown`, async () => {
      for (const work of [
        () => value,
        async () => {
          throw value;
        },
        () => Promise.reject(new Error('x', { cause: value })),
      ]) {
        const { scheduler, clock } = rigOf([definitionOf(work, { every: 60 })]);
        scheduler.start();
        await clock.advance(10);
        const job = scheduler.get('job');
        const text = JSON.stringify([job, job?.lastRun, job?.history]);
        expect(text.length).to.be.lessThan(200_000);
        expect(JSON.parse(text)).to.be.an('array');
      }
    });
  }

  it('says of an error its name, code, message and causes, and times as text beside numbers', async () => {
    const cause = Object.assign(new TypeError('no row'), { code: 'ENOROW' });
    const { scheduler, clock } = rigOf([
      definitionOf(() => Promise.reject(new RangeError('no digest', { cause })), { every: 60 }),
    ]);
    scheduler.start();
    await clock.advance(10);
    const json = scheduler.get('job')?.lastRun?.toJSON();
    expect(json?.outcome.error).to.deep.include({ name: 'RangeError', message: 'no digest' });
    expect(json?.outcome.error?.cause).to.deep.include({ name: 'TypeError', code: 'ENOROW', message: 'no row' });
    expect(json?.occurrence).to.match(/^\d{4}-.*T.*Z$/);
    expect(json).to.include.keys('occurrenceMs', 'startedAtMs', 'settledAtMs', 'durationMs', 'lateMs');
  });

  it('is there of a run in progress, with whatever it says of how far it is', async () => {
    const clock = new VirtualClock();
    const { scheduler } = rigOf(
      [
        definitionOf(
          ({ progress, log }) => {
            progress(3n as never, 10n as never, { toString: refuse } as never);
            log.info('on it', { rows: 12n, self: cycle() });
            return taking(clock, 1000)();
          },
          { every: 60 },
        ),
      ],
      { clock },
    );
    scheduler.start();
    await clock.advance(10);
    const [run] = JSON.parse(JSON.stringify(scheduler.get('job')?.running));
    expect(run).to.deep.include({ jobName: 'job', attempts: 1 });
    expect(run).to.not.include.keys('outcome');
    expect(run.progress).to.deep.include({ done: 3, total: 10 });
    expect(run.lines).to.have.length(1);
  });
});

function resultOf(record: RunRecord | undefined): unknown {
  return record?.outcome.kind === 'succeeded' ? record.outcome.value : undefined;
}

function cycle(): object {
  const self: Record<string, unknown> = {};
  self['self'] = self;
  return self;
}

function throwing(): object {
  return {
    get rows(): never {
      return refuse();
    },
  };
}

function refuse(): never {
  throw new Error('no');
}
