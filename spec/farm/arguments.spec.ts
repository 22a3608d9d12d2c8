import { expect } from 'chai';
import pg from 'pg';
import { type Farm, FarmError, pgBoss } from '../../lib/farm/index.js';
import { connectionOf } from '../../lib/farm/pg-boss/driver.js';
import { type Asked, Registry, ScheduleError, Scheduler } from '../../lib/index.js';
import { farmHosts } from '../support/farm/farm-hosts.js';
import { rejection } from '../support/rejection.js';

const ID = `job#${'0'.repeat(8)}-0000-4000-8000-${'0'.repeat(12)}`;

describe('what is said to a farm in the wrong shape', function () {
  this.timeout(60_000);
  const farms = farmHosts('arguments');
  let farm: Farm;
  let scheduler: Scheduler;
  beforeEach(async () => {
    const registry = new Registry({ zone: 'UTC' });
    registry
      .schedule(() => {})
      .withName('job')
      .whenAsked();
    [scheduler] = (await farms.farmOf(1, () => registry)) as [Scheduler];
    ({ farm } = farms);
  });

  const refusalsOf = async (calls: readonly (readonly [() => PromiseLike<unknown>, string])[]) => {
    for (const [call, text] of calls) expect(await rejection(Promise.resolve().then(call))).to.contain(text);
  };

  it('is refused by the lists of dead letters, which would tell of all, or delete them', () =>
    refusalsOf([
      [() => farm.dead('job' as never), "farm.dead(…) takes options such as { name: … }, not 'job'"],
      [() => farm.dead({ nmae: 'job' } as object), "farm.dead(…) has no option 'nmae'"],
      [() => farm.dead({ name: 5 as never }), 'the name of farm.dead(…) is that of a job, not 5'],
      [() => farm.dead({ limit: '5' as never }), "from 1 to 10000, not '5'"],
      [() => farm.redrive(ID as never), 'farm.redrive(…) takes a list of ids'],
      [() => farm.redrive([5 as never]), '5 is no id of something asked for: say one that enqueue gave'],
      [() => farm.discard('job' as never), "farm.discard(…) takes options such as { name: … }, not 'job'"],
      [() => farm.discard({ nmae: 'job', before: new Date() } as never), "farm.discard(…) has no option 'nmae'"],
      [() => farm.discard({ name: '' }), 'the name of farm.discard(…)'],
      [() => farm.discard({}), 'farm.discard(…) deletes what is named'],
      [() => farm.discard({ before: 'soon' }), 'before of discard must be'],
      [() => farm.discard([ID], 'ana' as never), 'discard(…) takes options such as { by: … }'],
      [() => farm.sql(''), 'farm.sql(…) takes the name of a role'],
    ]));

  it('is refused by what was asked for, and by asking', () => {
    const asked = (id: unknown): Asked => scheduler.asked(id as string);
    return refusalsOf([
      [() => asked(5).outcome(), '5 is no id of something asked for'],
      [() => asked('job').cancel(), "'job' is no id of something asked for"],
      [() => asked(`job#${'-'.repeat(36)}`).outcome(), 'is no id of something asked for'],
      [() => asked(ID).cancel({ by: 'ana' }), 'takes the reason first'],
      [() => asked(ID).cancel('no', { who: 'ana' } as never), "has no option 'who'"],
      [() => asked(ID).cancel('no', { by: 5 as never }), 'by says who'],
      [() => scheduler.enqueue('job', 1, { at: '9999-01-01' }), "'job' is asked for in over 63 years"],
      [() => scheduler.enqueue('job', 1, { delay: { years: 64 } }), "'job' is asked for in over 63 years"],
      [() => scheduler.enqueueAll('job', [{ data: 1, at: '2200-01-01' }]), "'job' is asked for in over 63 years"],
      [() => scheduler.enqueue('job', 1, { key: 5 as never }), "the key of 'job'"],
      [() => scheduler.enqueue('job', 1, { priority: 0.5 }), "the priority of 'job'"],
      [() => scheduler.enqueue('job', 1, { within: 0 }), 'within of enqueue must be a duration of 1 ms or more'],
    ]);
  });

  it('takes what lies in the past as due now', async () => {
    expect(await (await scheduler.enqueue('job', 1, { at: '0001-01-01' })).outcome()).to.include({ kind: 'succeeded' });
  });
});

describe('the options of a farm in the wrong shape', () => {
  it('are refused when it is made', () => {
    const refusals: readonly (readonly [object, string])[] = [
      [{ name: 5 }, 'the name of pgBoss(…) must be 1 to 40'],
      [{ name: null }, 'the name of pgBoss(…) must be'],
      [{ schema: null }, 'the schema of pgBoss(…) must be'],
      [{ schema: 'pg_shop' }, 'does not begin with pg_'],
      [{ schema: 'user' }, "which is no word of SQL and does not begin with pg_, not 'user'"],
      [{ application: '' }, 'the application of pgBoss(…) must be a text'],
      [{ application: 'a\0b' }, 'the application of pgBoss(…) must be a text'],
      [{ release: null }, 'is its variable set?'],
      [{ adopt: 'false' }, "adopt of pgBoss(…) must be true or false, not 'false'"],
      [{ migrate: 0 }, 'migrate of pgBoss(…) must be true or false, not 0'],
      [{ notify: 'no' }, 'notify of pgBoss(…) must be true or false'],
      [{ runs: true }, 'runs must be a list of names or tags'],
      [{ slots: '5' }, "slots of pgBoss(…) must be a whole number from 1 to 10000, not '5'"],
      [[], 'pgBoss(…) takes options such as'],
    ];
    for (const [options, text] of refusals) {
      expect(() => pgBoss('postgres://ana@127.0.0.1:1/shop', options), text).to.throw(FarmError, text);
    }
  });

  it('are taken where the driver can read them, however odd', () => {
    for (const path of [
      '/shop?host=/tmp',
      'ana@/shop?host=/tmp',
      'ana:se%zz@[::1]/shop',
      'ana:"<^>|{}@a_b/shop',
      '%2Ftmp/x',
    ])
      expect(connectionOf(`postgres://${path}`)).to.deep.equal({ connectionString: `postgres://${path}` });
  });

  it('are refused at the start where they are no connection', () => {
    const refusals: readonly (readonly [unknown, string])[] = [
      [new pg.Pool(), 'is a pool or a client'],
      [new pg.Client(), 'is a pool or a client'],
      [new URL('postgres://ana@127.0.0.1:1/shop'), 'pgBoss(…) needs a connection'],
      [new Map(), 'pgBoss(…) needs a connection'],
      ['postgres://ana:se/cret@127.0.0.1:1/shop', 'is an address that can not be read: write user and password as'],
      [{ connectionString: 'postgres://ana:se#cret@127.0.0.1:1/shop' }, 'is an address that can not be read'],
      [{ host: '127.0.0.1', stream: () => {} }, 'stream of the connection of pgBoss(…) is or holds a function'],
      [{ ssl: { checkServerIdentity: () => {} } }, 'ssl of the connection of pgBoss(…) is or holds a function'],
    ];
    for (const [connection, text] of refusals) {
      const farm = pgBoss(connection as string);
      expect(() => new Scheduler(new Registry({ zone: 'UTC' }), { farm }).start(), text).to.throw(FarmError, text);
    }
    for (const farm of [pgBoss, {}, 'postgres://ana@127.0.0.1:1/shop']) {
      expect(() => new Scheduler(new Registry({ zone: 'UTC' }), { farm: farm as never })).to.throw(
        ScheduleError,
        'farm',
      );
    }
  });
});
