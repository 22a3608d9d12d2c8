import { expect } from 'chai';
import { FarmError, pgBoss, pglite } from '../../lib/farm/index.js';
import { Registry, type ScheduleClause, Scheduler } from '../../lib/index.js';

describe('what a farm refuses', () => {
  it('refuses at the start what makes no sense in a farm, and names it', () => {
    const named = (work: (registry: Registry) => void) => {
      const registry = new Registry({ zone: 'UTC' });
      work(registry);
      return new Scheduler(registry, { farm: pgBoss('postgres://ana@127.0.0.1:1/shop'), handleSignals: false });
    };
    expect(() =>
      named(registry =>
        registry
          .schedule(() => {})
          .toRunEvery(5)
          .minutes(),
      ).start(),
    ).to.throw(FarmError, 'no name of its own');
    const anywhere = new Registry();
    anywhere
      .schedule(() => {})
      .withName('anywhere')
      .toRunEvery(1)
      .days()
      .at(21, 15);
    const farm = pgBoss('postgres://ana@127.0.0.1:1/shop');
    expect(() => new Scheduler(anywhere, { farm, handleSignals: false }).start()).to.throw(
      FarmError,
      'no zone of its own, which a farm needs',
    );
    const often: readonly ((s: ScheduleClause) => unknown)[] = [
      s => s.toRunEvery(100).milliseconds(),
      s => s.toRunOnceIn(1).hours().andEvery(100).milliseconds(),
    ];
    for (const words of often) {
      const scheduler = named(registry => words(registry.schedule(() => {}).withName('often')));
      expect(() => scheduler.start()).to.throw(
        FarmError,
        'more often than each second, which a farm refuses: say onEveryHost()',
      );
    }
    const unstorable = named(registry =>
      registry
        .schedule(() => {})
        .withName('a\0b')
        .toRunEvery(1)
        .hours(),
    );
    expect(() => unstorable.start()).to.throw(FarmError, 'which no database can hold');
    for (const connection of [undefined, '', 'not an address', 42, [], { host: 7 }]) {
      const farm = pgBoss(connection as string);
      expect(() => new Scheduler(new Registry({ zone: 'UTC' }), { farm }).start()).to.throw(FarmError, 'pgBoss(…)');
    }
  });

  it('refuses options that make no sense when the farm is made', () => {
    expect(() => pgBoss('postgres://x/y', { name: 'Shop' })).to.throw(FarmError, 'the name of pgBoss(…) must be');
    expect(() => pgBoss('postgres://x/y', { schema: 'a; drop' })).to.throw(FarmError, 'the schema of');
    expect(() => pgBoss('postgres://x/y', { nmae: 'x' } as object)).to.throw(FarmError, "no option 'nmae'");
    expect(() => pgBoss('postgres://x/y', { max: 1 })).to.throw(FarmError, 'from 2 to 20');
    expect(() => pglite('./x', { release: '' })).to.throw(FarmError, 'the release of');
  });

  it('refuses to ask without a farm, with the remedy', async () => {
    const scheduler = new Scheduler(new Registry({ zone: 'UTC' }), { handleSignals: false });
    expect(() => scheduler.enqueue('job')).to.throw('nothing is durable in the memory of one process');
    await scheduler.stop();
  });
});
