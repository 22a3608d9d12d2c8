import { expect } from 'chai';
import { DataRefusedError, Job, Registry, type RunContext, ScheduleError, Scheduler } from '../../lib/index.js';
import type { JobDefinition } from '../../lib/job/definition.js';
import type { StandardSchema } from '../../lib/job/standard-schema.js';
import { dataVersionOf, takeData } from '../../lib/job/taking.js';
import { rejection } from '../support/rejection.js';

/** Takes `{ order: '42' }`, and gives `{ order: 42 }`. */
const ORDER: StandardSchema = {
  '~standard': {
    version: 1,
    validate(value) {
      const { order } = (value ?? {}) as { readonly order?: unknown };
      const isGood = typeof order === 'string' && /^\d+$/.test(order);
      return isGood ? { value: { order: Number(order) } } : { issues: [{ message: 'no number', path: ['order'] }] };
    },
  },
};

class Send extends Job {
  static readonly dataVersion = 3;
  static upgrade(data: { readonly id: string }, v: number): object {
    if (v < 2) throw new Error('too old');
    return { order: data.id };
  }
  execute({ data }: RunContext): unknown {
    return data;
  }
}

describe('the data that a job takes', () => {
  it('is given to a run as the output of the schema, in one process too', async () => {
    const { scheduler, job } = asked(({ data }: RunContext) => data, ORDER);
    expect(await job.trigger({ order: '42' })).to.deep.equal({ kind: 'succeeded', value: { order: 42 } });
    expect(() => job.trigger({ order: 'x' })).to.throw(
      DataRefusedError,
      "the data of job 'send' is refused: at 'order', no number",
    );
    expect(() => job.trigger()).to.throw(DataRefusedError);
    expect(job.rules.takesData).to.equal(true);
    await scheduler.stop();
  });

  it('is refused with all that its schema says, and where', async () => {
    const issues = [
      { message: 'no order' },
      { message: 'no text', path: [{ key: 'lines' }, 0, 'name'] },
      { message: 'too much', path: [] },
      { message: 'three are told' },
    ];
    const { scheduler, job } = asked(() => {}, { '~standard': { version: 1, validate: () => ({ issues }) } });
    expect(() => job.trigger({})).to.throw(
      DataRefusedError,
      /^the data of job 'send' is refused: no order; at 'lines.0.name', no text; too much$/,
    );
    await scheduler.stop();
  });

  it('may be checked by a schema that answers later, or throws', async () => {
    const later: StandardSchema = {
      '~standard': { version: 1, validate: value => Promise.resolve(ORDER['~standard'].validate(value)) },
    };
    const { scheduler, job } = asked(({ data }: RunContext) => data, later);
    expect(await job.trigger({ order: '1' })).to.deep.equal({ kind: 'succeeded', value: { order: 1 } });
    expect(await rejection(job.trigger({}))).to.contain("at 'order', no number");
    await scheduler.stop();
    const foreign = { validate: (value: unknown) => thenableOf(ORDER['~standard'].validate(value)) };
    const { scheduler: other, job: taken } = asked(({ data }: RunContext) => data, {
      '~standard': { version: 1, ...foreign },
    } as StandardSchema);
    expect(await taken.trigger({ order: '2' })).to.deep.equal({ kind: 'succeeded', value: { order: 2 } });
    await other.stop();
    const broken: StandardSchema = {
      '~standard': {
        version: 1,
        validate() {
          throw new Error('no database');
        },
      },
    };
    expect(() => takeData(definition(Send, broken), {})).to.throw(DataRefusedError, 'is refused: no database');
  });

  it('is brought up to the version of the job, where it is older', () => {
    const send = definition(Send, ORDER);
    expect(dataVersionOf(send)).to.equal(3);
    expect(takeData(send, { id: '7' }, 2)).to.deep.equal({ order: 7 });
    expect(takeData(send, { order: '7' }, 3)).to.deep.equal({ order: 7 });
    expect(() => takeData(send, { id: '7' }, 1)).to.throw(DataRefusedError, 'is refused: too old');
    const plain = Object.assign(() => {}, { dataVersion: 2 });
    expect(() => takeData(definition(plain), {}, 1)).to.throw(
      DataRefusedError,
      'it is of version 1, and the job has no static upgrade(data, version)',
    );
    expect(() => dataVersionOf(definition(Object.assign(() => {}, { dataVersion: 0 })))).to.throw(
      ScheduleError,
      "job 'send': dataVersion must be a whole number from 1 on, not 0",
    );
  });

  it('is checked by a Standard Schema, and by nothing else', () => {
    for (const wrong of [undefined, null, {}, { parse() {} }, { '~standard': {} }, 'x']) {
      expect(() => definition(Send, wrong as StandardSchema, true)).to.throw(
        ScheduleError,
        "job 'send': taking(…) takes a Standard Schema, such as Zod, Valibot and ArkType make",
      );
    }
    const twice = () => new Registry().schedule(Send).withName('send').whenAsked().taking(ORDER).taking(ORDER);
    expect(twice).to.throw(ScheduleError, 'taking');
  });
});

function asked(work: (context: RunContext) => unknown, schema: StandardSchema) {
  const registry = new Registry({ zone: 'UTC' });
  registry.schedule(work).withName('send').whenAsked().taking(schema);
  const scheduler = new Scheduler(registry, { handleSignals: false }).start();
  const job = scheduler.get('send');
  if (job === undefined) throw new Error('there is no such job');
  return { scheduler, job };
}

function definition(work: Parameters<Registry['schedule']>[0], schema?: StandardSchema, isSaid = false): JobDefinition {
  const registry = new Registry({ zone: 'UTC' });
  const clause = registry.schedule(work).withName('send').whenAsked();
  if (schema !== undefined || isSaid) clause.taking(schema as StandardSchema);
  return registry.definitions()[0] as JobDefinition;
}

/** A promise of another make, as some libraries give. */
function thenableOf<Value>(value: Value): PromiseLike<Value> {
  // biome-ignore lint/suspicious/noThenProperty: so that of another make does.
  return { then: (...callbacks) => Promise.resolve(value).then(...callbacks) };
}
