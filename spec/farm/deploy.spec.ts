import { expect } from 'chai';
import { askQueue } from '../../lib/farm/identity.js';
import { Registry, type Scheduler } from '../../lib/index.js';
import { farmHosts } from '../support/farm/farm-hosts.js';
import { JOB, joining, row, storeOn } from '../support/farm/sql-rig.js';
import { until } from '../support/farm/waiting.js';

describe('a farm whose registry changes', function () {
  this.timeout(60_000);
  const farms = farmHosts('deploy');

  function registryOf(...names: readonly string[]): Registry {
    const registry = new Registry({ zone: 'UTC' });
    for (const name of names) {
      registry
        .schedule(() => {})
        .withName(name)
        .toRunEvery(1)
        .days();
      registry
        .schedule(() => {})
        .withName(`${name}-asked`)
        .whenAsked();
    }
    return registry;
  }

  /** The hosts of a release are gone for good. */
  async function gone(host: Scheduler, release: string): Promise<void> {
    await host.stop({ drain: 200, cancel: 200 });
    await farms.server.query(
      `update carillon.release set last_seen = now() - interval '1 min' where farm = $1 and release = $2`,
      [farms.name, release],
    );
  }

  it('records what was due of a job that is gone, keeps what was asked of it, and says so', async () => {
    await farms.farmOf(0, registryOf);
    const old = farms.start(registryOf('gone', 'stays'), { release: 'v1', runs: ['stays'] });
    await old.farm.ready();
    void old.host.get('gone')?.trigger();
    await old.host.enqueue('gone-asked');
    await gone(old.host, 'v1');
    const now = farms.start(registryOf('stays'), { release: 'v2' });
    await now.farm.ready();
    const rows = () =>
      farms.server.query(`select state::text, output->'outcome' as outcome from carillon_boss.job where name like $1`, [
        `${farms.name}.%`,
      ]);
    let found = await rows();
    await until(() => {
      void rows().then(all => {
        found = all;
      });
      return found.some(({ state }) => state === 'completed');
    });
    expect(found).to.have.deep.members([
      {
        state: 'completed',
        outcome: { kind: 'skipped', reason: 'removed', detail: 'no release that lives has this job' },
      },
      { state: 'created', outcome: null },
    ]);
    const store = await storeOn(farms.server.url, farms.name);
    expect((await store.problems([])).filter(text => text.includes('asked'))).to.deep.equal([
      "what was asked for of 'gone-asked' waits, since no release that lives has such a job: " +
        'deploy one that has, or take it back by scheduler.asked(id).cancel()',
    ]);
    await store.close();
  });

  it('tells of what was asked for with data of a later version than is taken here, once that has waited for long', async () => {
    const store = await storeOn(farms.server.url, 'versions');
    const queue = askQueue('versions', 'job');
    await store.join(joining(store.id, ['job']));
    await store.parts.createQueue(queue);
    await store.insert([2, 3].map(v => ({ ...row('versions', 'job', { v }), queue })));
    const problemsAt = (dataVersion: number) => store.problems([{ name: 'job', dataVersion }]);
    for (let times = 1; times <= 7; times += 1) {
      expect(await problemsAt(2), `${times} times`).to.deep.equal([]);
      for (const each of await store.fetch(queue, 2)) await store.giveBack(each, times < 7 ? 0 : 60_000);
    }
    expect(await problemsAt(2)).to.deep.equal([
      "what was asked for of 'job' waits, since its data is of a later version than this host takes: " +
        'start a host of the release that asked for it',
    ]);
    expect(await problemsAt(3)).to.deep.equal([]);
    await store.close();
  });

  it('tells a host that joins which later release rules, and what that says', async () => {
    const store = await storeOn(farms.server.url, 'rules');
    const joins = async (release: string, ...jobs: readonly string[]) => {
      const { ruledBy } = await store.join(joining(`00000000-0000-4000-8000-00000000000${release}`, jobs, { release }));
      return ruledBy && { release: ruledBy.release, words: ruledBy.words };
    };
    expect(await joins('1', 'a', 'b')).to.equal(undefined);
    expect(await joins('2', 'b')).to.equal(undefined);
    expect(await joins('1', 'a', 'b')).to.deep.equal({ release: '2', words: { b: 'words' } });
    await store.close();
  });

  it('counts anew what is taken back from a later release that says it otherwise, and once for all hosts', async () => {
    const store = await storeOn(farms.server.url, 'back');
    const joins = (release: string, words: string) =>
      store.join(joining(store.id, [], { release, words: { job: words }, jobs: [{ ...JOB, name: 'job', words }] }));
    await joins('1', 'twice');
    await joins('2', 'often');
    const back = () => store.takeOver([{ ...JOB, name: 'job', words: 'twice', times: 2 }], Date.now());
    const [first] = await back();
    expect(first?.runsLeft).to.equal(2);
    await farms.server.query(`update carillon.schedule set runs_left = 1 where farm = 'back'`);
    expect((await back()).map(({ runsLeft, watermarkMs }) => [runsLeft, watermarkMs])).to.deep.equal([
      [1, first?.watermarkMs],
    ]);
    await store.close();
  });

  it('has what counts from the end of its runs begin where it has other words, however long ago the release started', async () => {
    const [one, two] = [await storeOn(farms.server.url, 'after'), await storeOn(farms.server.url, 'after')];
    const joins = async (store: typeof one, release: string) => {
      const jobs = [{ ...JOB, name: 'job', words: release }];
      const host = joining(store.id, [], { release, words: { job: release }, jobs });
      const { startMs, schedules } = await store.join(host);
      return { startMs, settledMs: schedules[0]?.settledMs };
    };
    const first = await joins(one, '1');
    expect(first.settledMs).to.equal(undefined);
    const other = await joins(two, '2');
    await two.leaveFarm(two.id);
    const again = await joins(two, '1');
    expect(again.startMs).to.equal(first.startMs);
    expect(again.settledMs).to.be.greaterThan(other.startMs);
    await farms.server.query(`update carillon.schedule set settled = 1 where farm = 'after'`);
    expect((await joins(two, '1')).settledMs).to.equal(1);
    await Promise.all([one.close(), two.close()]);
  });

  it('names the jobs about which hosts with other time zone data may differ', async () => {
    const [one, two] = [await storeOn(farms.server.url, 'zones'), await storeOn(farms.server.url, 'zones')];
    await one.join(joining(one.id, ['a', 'b']));
    const other = { zones: '2026a', hostName: 'two' };
    expect((await two.join(joining(two.id, ['a', 'b'], other))).problems).to.deep.equal([]);
    expect((await two.join(joining(two.id, ['a', 'b'], { ...other, zoned: ['b'] }))).problems).to.deep.equal([
      "host 'host' has time zone data 2025b, this one 2026a, so they may differ about b: let all hosts run the same Node",
    ]);
    await Promise.all([one.close(), two.close()]);
  });
});
