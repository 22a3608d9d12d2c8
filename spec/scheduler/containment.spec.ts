import { AsyncLocalStorage } from 'node:async_hooks';
import { expect } from 'chai';
import type { RunContext } from '../../lib/job/context.js';
import { Job } from '../../lib/job/job.js';
import { rigOf } from '../support/scheduler-rig.js';
import { definitionOf, type JobWords } from '../support/schedules.js';

const boom = new Error('boom');

describe('what a job does wrong', () => {
  const unhandled: unknown[] = [];
  const note = (error: unknown) => void unhandled.push(error);

  before(() => {
    process.on('unhandledRejection', note);
  });

  after(async () => {
    // The process tells of unhandled rejections once its microtasks are done.
    await new Promise(resolve => setImmediate(resolve));
    process.off('unhandledRejection', note);
    expect(unhandled).to.deep.equal([]);
  });

  const faults: Readonly<Record<string, () => unknown>> = {
    'throws at once': () => {
      throw boom;
    },
    rejects: async () => {
      throw boom;
    },
    'rejects later': async () => {
      await Promise.resolve();
      await Promise.resolve();
      throw boom;
    },
    'gives a thenable that throws': () => ({
      // biome-ignore lint/suspicious/noThenProperty: that is the fault.
      then() {
        throw boom;
      },
    }),
    'gives a thenable that settles twice': () => ({
      // biome-ignore lint/suspicious/noThenProperty: that is the fault.
      then(_: unknown, reject: (error: unknown) => void) {
        reject(boom);
        reject(new Error('again'));
      },
    }),
    'gives a job that throws': () => new Thrower(),
  };
  for (const [name, work] of Object.entries(faults)) {
    it(`stays with its run when it ${name}`, async () => {
      const { clock, scheduler, outcomes, records } = rigOf([
        definitionOf(work, { name: 'faulty' }),
        definitionOf(() => {}, { name: 'sound' }),
      ]);
      scheduler.start();
      await clock.advance(1000);
      expect([...outcomes].sort()).to.deep.equal(['0 failed', '0 succeeded', '1 failed', '1 succeeded']);
      expect(records.find(record => record.jobName === 'faulty')?.error).to.equal(boom);
      await scheduler.stop();
    });
  }

  it('is printed once for each occurrence where nobody listens, and not where somebody does', async () => {
    const { clock, scheduler, printed } = rigOf([definitionOf(faults['rejects'] ?? boomer)], { listens: false });
    scheduler.start();
    await clock.advance(1000);
    expect(printed).to.have.length(2);
    expect(printed[0]).to.contain("job 'job' failed (job@2026-01-01T00:00:00.000Z)").and.to.contain('boom');
    scheduler.on('failed', () => {});
    await clock.advance(1000);
    expect(printed).to.have.length(2);
  });

  it('is an error of its listeners when they throw or reject, and goes no further', async () => {
    const { clock, scheduler, outcomes, printed } = rigOf([definitionOf(() => {})]);
    scheduler.on('started', boomer);
    scheduler.on('succeeded', async () => boomer());
    scheduler.start();
    await clock.advance(1000);
    expect(outcomes).to.deep.equal(['0 succeeded', '1 succeeded']);
    expect(printed.join())
      .to.contain("a listener of 'started' threw")
      .and.to.contain("a listener of 'succeeded' threw");
  });

  it('goes to the logger where there is one, and a logger that throws changes nothing', async () => {
    const lines: unknown[] = [];
    const log = (about: object, message: string) => void lines.push([message, about]);
    const logger = { debug: log, info: log, warn: log, error: log };
    const { clock, scheduler, printed } = rigOf([definitionOf(boomer)], { logger, listens: false });
    scheduler.start();
    await clock.advance(0);
    const { runId: run } = scheduler.get('job')?.lastRun ?? {};
    expect(lines).to.deep.equal([
      [
        "job 'job' failed (job@2026-01-01T00:00:00.000Z)",
        { job: 'job', key: 'job@2026-01-01T00:00:00.000Z', run, err: boom },
      ],
    ]);
    expect(printed).to.deep.equal([]);
    const broken = { debug: boomer, info: boomer, warn: boomer, error: boomer };
    const other = rigOf([definitionOf(boomer)], { logger: broken });
    other.scheduler.start();
    await other.clock.advance(1000);
    expect(other.outcomes).to.deep.equal(['0 failed', '1 failed']);
  });

  it('is a failure when it aborts itself without being asked to', async () => {
    const { clock, scheduler, outcomes } = rigOf([
      definitionOf(() => {
        throw new DOMException('gone', 'AbortError');
      }),
    ]);
    scheduler.start();
    await clock.advance(0);
    expect(outcomes).to.deep.equal(['0 failed']);
  });

  it('makes a job whose schedule throws late, loudly, and no other job: it is tried again in a minute', async () => {
    let throws = false;
    const words: JobWords = {
      name: 'faulty',
      throwsWhere: () => {
        if (throws) throw boom;
        return false;
      },
    };
    const { clock, scheduler, outcomes, printed } = rigOf([
      definitionOf(() => {}, words),
      definitionOf(() => {}, { name: 'sound' }),
    ]);
    scheduler.start();
    throws = true;
    await clock.advance(1000);
    expect(outcomes).to.deep.equal(['0 succeeded', '0 succeeded', '1 succeeded']);
    expect(printed.join()).to.contain("job 'faulty' has no next run while its schedule fails").and.to.contain('boom');
    expect(scheduler.get('faulty')?.phase).to.equal('broken');
    expect(scheduler.explainRun('faulty', clock.now() + 1000)).to.include({ verdict: 'unknown', code: 'broken' });
    await clock.advance(58_000);
    expect(scheduler.get('faulty')?.history).to.have.length(1);
    throws = false;
    await clock.advance(2000);
    expect(scheduler.get('faulty')?.phase).to.equal('idle');
    const missed = scheduler.get('faulty')?.history.map(({ outcome }) => outcome.kind === 'missed' && outcome.count);
    expect(missed, 'what came due meanwhile is late, not lost').to.deep.equal([false, 59, false, false]);
  });

  it('does not leak into the next run, nor out of where the schedule was declared', async () => {
    const store = new AsyncLocalStorage<string>();
    const seen: (string | undefined)[] = [];
    const work = () => {
      seen.push(store.getStore());
      store.enterWith('left behind');
    };
    const { clock, scheduler } = store.run('declared', () => rigOf([definitionOf(work)]));
    await store.run('started', async () => {
      scheduler.start();
      await clock.advance(1000);
      await scheduler.get('job')?.trigger();
    });
    expect(seen).to.deep.equal([undefined, undefined, undefined]);
  });
});

describe('a job that is made for its run', () => {
  it('is made by the factory, disposed after the run, also when it fails', async () => {
    const trail: string[] = [];
    class Made extends Job {
      constructor(readonly isFaulty: boolean) {
        super('made');
        trail.push('made');
      }
      override execute() {
        trail.push('run');
        if (this.isFaulty) throw boom;
      }
      async [Symbol.asyncDispose]() {
        trail.push('disposed');
      }
    }
    let isFaulty = false;
    const { clock, scheduler, outcomes } = rigOf([definitionOf(Made)], { jobFactory: async () => new Made(isFaulty) });
    scheduler.start();
    await clock.advance(0);
    isFaulty = true;
    await clock.advance(1000);
    expect(trail).to.deep.equal(['made', 'run', 'disposed', 'made', 'run', 'disposed']);
    expect(outcomes).to.deep.equal(['0 succeeded', '1 failed']);
  });

  it('fails when its factory or its disposal does', async () => {
    class Undisposable extends Job {
      constructor() {
        super('undisposable');
      }
      override execute() {}
      dispose() {
        throw boom;
      }
    }
    const byDefault = rigOf([definitionOf(Undisposable)]);
    byDefault.scheduler.start();
    await byDefault.clock.advance(0);
    expect(byDefault.outcomes).to.deep.equal(['0 failed']);
    const byFactory = rigOf([definitionOf(Undisposable)], { jobFactory: boomer });
    byFactory.scheduler.start();
    await byFactory.clock.advance(0);
    expect(byFactory.records[0]?.error).to.equal(boom);
  });

  it('may be what a function gives', async () => {
    class Given extends Job {
      constructor() {
        super('given');
      }
      override async execute({ key }: RunContext) {
        return key;
      }
    }
    const { clock, scheduler, records } = rigOf([definitionOf(async () => new Given())]);
    scheduler.start();
    await clock.advance(0);
    expect(records[0]?.outcome).to.deep.equal({ kind: 'succeeded', value: 'job@2026-01-01T00:00:00.000Z' });
  });
});

class Thrower extends Job {
  constructor() {
    super('thrower');
  }
  override execute() {
    throw boom;
  }
}

function boomer(): never {
  throw boom;
}
