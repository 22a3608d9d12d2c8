import { expect } from 'chai';
import { rejection } from '../../rejection.js';
import { oneHost } from './one-host.js';
import type { Scenario } from './scenario.js';

/** What of asked work is stored, and what is refused. */
export const STORING: readonly Scenario[] = [
  {
    promise: 'stores once what is asked for twice under one key, and refuses other data under it',
    async tell(world) {
      const host = await oneHost(world, () => {});
      const first = await host.enqueue('job', 1, { key: 'k' });
      const second = await host.enqueue('job', 1, { key: 'k' });
      expect([first.created, second.created, second.id]).to.deep.equal([true, false, first.id]);
      expect(await rejection(host.enqueue('job', 2, { key: 'k' }))).to.contain('other data');
      await host.enqueue('job', { a: { b: [1, 2], c: 3 }, d: 4 }, { key: 'members' });
      const same = await host.enqueue('job', { d: 4, a: { c: 3, b: [1, 2] } }, { key: 'members' });
      expect(same.created).to.equal(false);
      expect(await rejection(host.enqueue('job', { a: { b: [2, 1], c: 3 }, d: 4 }, { key: 'members' }))).to.contain(
        'other data',
      );
      await Promise.all([first.outcome(), same.outcome()]);
      expect(world.begun('job').map(({ key }) => key)).to.have.members(['job@k', 'job@members']);
    },
  },
  {
    promise: 'stores none of many where one is refused, as for other data under its key',
    async tell(world) {
      const host = await oneHost(world, () => {});
      await host.enqueue('job', 1, { key: 'k' });
      const refused = [
        [{ data: 2, key: 'k' }],
        [
          { data: 1, key: 'm' },
          { data: 2, key: 'm' },
        ],
      ];
      for (const asks of refused)
        expect(await rejection(host.enqueueAll('job', [{ data: 'with it' }, ...asks]))).to.contain('other data');
      const stored = await host.enqueueAll('job', [{ data: 2 }, { data: 1, key: 'k' }, { data: 3, key: 'm' }]);
      expect(stored.map(({ created }) => created)).to.deep.equal([true, false, true]);
      await Promise.all(stored.map(asked => asked.outcome()));
      expect(world.begun('job').map(({ data }) => data)).to.have.members([1, 2, 3]);
    },
  },
  {
    promise: 'stores what follows with what it follows, and none where that was there before',
    async tell(world) {
      const { scheduler, farm } = await world.host((registry, self) => {
        for (const name of ['a', 'b']) registry.schedule(self.work(0)).withName(name).whenAsked();
      });
      const [, alone, ...others] = await Promise.all([
        scheduler.enqueue('a', 1, { key: 'followed' }).andThen('b', 1),
        scheduler.enqueue('a', 1, { key: 'alone' }),
        scheduler.enqueue('a', 1, { key: 'alone' }).andThen('b', 2),
        scheduler.enqueue('a', 1, { key: 'followed' }).andThen('b', 3).andThen('b', 4),
      ]);
      await alone?.outcome();
      others.push(await scheduler.enqueue('a', 1, { key: 'alone' }).andThen('b', 5));
      expect(others.map(({ created }) => created)).to.deep.equal([false, false, false]);
      const refused = scheduler.enqueue('a', 2, { key: 'alone' }).andThen('b', 6);
      expect(await rejection(Promise.resolve(refused))).to.contain('other data');
      await world.begins('b', 1);
      await world.until('nothing waits', async () => (await farm.askedOf('b')).waiting === 0);
      expect(world.begun('b').map(({ data }) => data)).to.deep.equal([1]);
    },
  },
  {
    promise: 'is refused while the database is away, and nothing of it is kept',
    async tell(world) {
      const host = await oneHost(world, () => {});
      world.hosts[0]?.cut();
      expect(await rejection(host.enqueue('job', 'lost', { within: 300 }))).to.contain('FarmAwayError');
      world.hosts[0]?.mend();
      await (await host.enqueue('job', 'kept', { within: 10_000 })).outcome();
      expect(world.begun('job').map(({ data }) => data)).to.deep.equal(['kept']);
    },
  },
  {
    promise: 'ends whatever its record holds, also what no database can',
    async tell(world) {
      const host = await oneHost(world, ({ data }) => {
        if (data === 'throw') throw new Error('\ud800 \0 \\u0000');
        return { 'a\0': '\0b' };
      });
      for (const data of ['return', 'throw']) await (await host.enqueue('job', data)).outcome();
      expect((await world.history('job')).map(({ outcome }) => outcome.value ?? outcome.error?.message)).to.deep.equal([
        { 'a\ufffd': '\ufffdb' },
        '\ufffd \ufffd \\u0000',
      ]);
    },
  },
  {
    promise: 'is refused for a job that is not there, for data that can not be stored, and for too much of it',
    async tell(world) {
      const host = await oneHost(world, () => {});
      const circle: Record<string, unknown> = {};
      circle['self'] = circle;
      const wrong: readonly (readonly [unknown, string])[] = [
        [{ when: new Map() }, "at 'when' is an object of class Map"],
        [{ n: 1n }, 'a bigint'],
        [circle, 'an object that holds itself'],
        [Number.NaN, 'NaN'],
        ['\ud800', 'half a character'],
        [{ 'a\0': 1 }, 'a zero character'],
        [JSON.parse(`${'['.repeat(5_000)}${']'.repeat(5_000)}`), 'nested too deeply'],
        ['x'.repeat(300_000), 'over 256 kB'],
      ];
      for (const [data, text] of wrong) expect(await rejection(host.enqueue('job', data))).to.contain(text);
      expect(await rejection(host.enqueue('other', 1))).to.contain("no job named 'other'");
      expect(await rejection(host.enqueue('job', 1, { key: '' }))).to.contain('key');
    },
  },
];
