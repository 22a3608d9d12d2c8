import { expect } from 'chai';
import { askQueue } from '../../lib/farm/identity.js';
import { VirtualClock } from '../../lib/testing/index.js';
import { FakeFarm, type FarmFaults } from '../support/farm/fake-farm.js';
import { type SimEvent, SimHost } from '../support/farm/sim-host.js';
import type { SimJob } from '../support/farm/sim-job.js';
import { simulateFarm } from '../support/farm/simulated-farm.js';
import { simulateLines } from '../support/farm/simulated-lines.js';

/** Further seeds by `FARM_SEEDS=200`. */
const SEEDS = Number(process.env['FARM_SEEDS'] ?? 6);

describe('a simulated farm', function () {
  this.timeout(0);

  it('runs each occurrence once, in its place, whatever becomes of its hosts', async () => {
    for (let seed = 1; seed <= SEEDS; seed += 1) {
      expect((await simulateFarm(seed, 60)).findings, `seed ${seed}`).to.deep.equal([]);
    }
  });

  it('lets no line of what is asked for stand still, and keeps its order, whatever becomes of its hosts', async () => {
    for (let seed = 1; seed <= SEEDS; seed += 1) {
      expect((await simulateLines(seed, 60)).findings, `seed ${seed}`).to.deep.equal([]);
    }
  });

  it('does not, if nobody lets another go first', async () => {
    let findings: readonly string[] = [];
    for (let seed = 1; seed <= 10 && findings.length === 0; seed += 1)
      findings = (await simulateLines(seed, 60, { keepsNoOrder: true })).findings;
    expect(findings).not.to.be.empty;
  });

  const faults: Readonly<Record<string, FarmFaults>> = {
    'if a redelivery takes one of what is left, too': { countsTwice: true },
    'if watermarks are lost': { losesWatermarks: true },
  };
  for (const [what, fault] of Object.entries(faults)) {
    it(`does not, ${what}`, async () => {
      let findings: readonly string[] = [];
      for (let seed = 1; seed <= 60 && findings.length === 0; seed += 1)
        findings = (await simulateFarm(seed, 60, fault)).findings;
      expect(findings).not.to.be.empty;
    });
  }

  describe('told step by step', () => {
    const wire = { wayMs: () => 2, isCut: () => false };
    let clock: VirtualClock;
    let farm: FakeFarm;
    let events: SimEvent[];

    beforeEach(() => made());

    function made(faulty: FarmFaults = {}): void {
      clock = new VirtualClock('2026-03-01T12:00:00Z');
      farm = new FakeFarm(clock, faulty);
      events = [];
    }

    function host(name: string, jobs: readonly SimJob[], release = 'v1'): SimHost {
      return new SimHost(farm, name, jobs, events, wire, 0, release).start();
    }

    function began(name: string): readonly SimEvent[] {
      return events.filter(event => event.name === name && event.what === 'begin');
    }

    it('a stop hands what runs to another host at once, and counts nothing against it', async () => {
      expect(await handedOn()).to.equal('succeeded');
    });

    it('a hand-over that counted as a cut-off would give good work up', async () => {
      made({ countsHandOver: true });
      expect(await handedOn()).to.equal('failed');
    });

    /** A long run whose hosts are shut down, one after the other: how it ends. */
    async function handedOn(): Promise<string> {
      const long = [{ name: 'long', everyMs: 600_000, runMs: 30_000 }];
      let current = host('h0', long);
      await clock.advance(605_000);
      for (let i = 1; i <= 5; i += 1) {
        const next = host(`h${i}`, long);
        await clock.advance(3_000);
        const from = clock.now();
        const stopped = current.stop();
        await clock.advance(1_000);
        await stopped;
        const again = began('long').at(-1);
        if (began('long').length === i + 1) expect((again?.atMs ?? 0) - from).to.be.lessThan(250);
        current = next;
      }
      await clock.advance(40_000);
      const [row] = [...farm.rows.values()];
      return (row?.output as { outcome: { kind: string } } | undefined)?.outcome.kind ?? 'nothing';
    }

    it('a host that is killed loses nothing: its run begins again within 14 seconds, and says so', async () => {
      const jobs = [{ name: 'job', everyMs: 600_000, runMs: 20_000 }];
      const one = host('h1', jobs);
      const two = host('h2', jobs);
      await clock.advance(601_000);
      const first = began('job')[0];
      (first?.host === 'h1' ? one : two).kill();
      const killedAt = clock.now();
      await clock.advance(40_000);
      const second = began('job')[1];
      expect(second).to.include({ key: first?.key, redelivered: 1 });
      expect((second?.atMs ?? 0) - killedAt).to.be.lessThan(14_000);
      expect(events.filter(({ what }) => what === 'end')).to.have.length(1);
    });

    it('a run that kills its host four times is given up', async () => {
      const jobs = [{ name: 'job', everyMs: 600_000, runMs: 20_000 }];
      const hosts = [host('h0', jobs)];
      await clock.advance(599_000);
      for (let i = 1; i <= 5; i += 1) hosts.push(host(`h${i}`, jobs));
      for (let second = 0; second < 120; second += 1) {
        await clock.advance(1_000);
        const last = began('job').at(-1);
        for (const each of hosts) if (each.name === last?.host) each.kill();
      }
      const [row] = [...farm.rows.values()];
      expect(began('job').length).to.equal(4);
      expect((row?.output as { outcome: unknown } | undefined)?.outcome).to.deep.include({ kind: 'failed' });
    });

    it('a run that was counted by `times` and cut off is not skipped for one that came after it', async () => {
      const one = host('h1', [{ name: 'few', everyMs: 10_000, runMs: 4_000, times: 2 }]);
      await clock.advance(11_000);
      const [first] = [...farm.rows.values()];
      if (first === undefined) throw new Error('nothing is planned');
      farm.giveBack(first, 11_000, true);
      await clock.advance(12_000);
      // The second run has the place by now.
      one.engine.look();
      await clock.advance(20_000);
      const ends = [...farm.rows.values()].map(({ output }) => (output as { outcome: { kind: string } }).outcome.kind);
      expect(ends.slice(0, 2)).to.deep.equal(['succeeded', 'succeeded']);
      expect(began('few').map(({ atMs }) => Math.floor(atMs / 1_000) % 60)).to.deep.equal([10, 20, 24]);
    });

    it('a row that has to run alone lets come to its host what goes before it', async () => {
      host('h1', [{ name: 'line', runMs: 5_000, overlap: 'runAfter' }]);
      await clock.advance(1_000);
      const ask = (id: string, priority: number) => {
        const data = { job: 'line', at: clock.now(), due: clock.now(), trigger: 'manual' } as const;
        farm.insert([{ id, queue: askQueue('sim', 'line'), data, isDueNow: true, priority, keepS: 60 }]);
        for (const listen of farm.listeners) listen();
        return clock.advance(1_000);
      };
      await ask('runs', 0);
      farm.mark('poisonous').cuts = { count: 2, firstMs: clock.now() };
      await ask('poisonous', 0);
      await ask('urgent', 1);
      await clock.advance(20_000);
      expect(began('line').map(({ key }) => key)).to.deep.equal(['line@runs', 'line@urgent', 'line@poisonous']);
    });

    it('a row that has to run alone has none beside it that waited on its host', async () => {
      host('h1', [
        { name: 'line', runMs: 5_000, overlap: 'runAfter' },
        { name: 'poison', runMs: 5_000 },
      ]);
      await clock.advance(1_000);
      const ask = (job: string, id: string) => {
        const data = { job, at: clock.now(), due: clock.now(), trigger: 'manual' } as const;
        farm.insert([{ id, queue: askQueue('sim', job), data, isDueNow: true, keepS: 60 }]);
        for (const listen of farm.listeners) listen();
        return clock.advance(1_000);
      };
      await ask('line', 'runs');
      await ask('line', 'waits');
      farm.mark('alone').cuts = { count: 2, firstMs: clock.now() };
      await ask('poison', 'alone');
      await clock.advance(20_000);
      expect(events.map(({ what, key }) => `${what} ${key}`)).to.deep.equal(
        ['line@runs', 'poison@alone', 'line@waits'].flatMap(key => [`begin ${key}`, `end ${key}`]),
      );
    });

    it('of two releases the later rules, and its jobs are not forgotten when it goes', async () => {
      const old = [
        { name: 'job', everyMs: 10_000, runMs: 10 },
        { name: 'gone', everyMs: 10_000, runMs: 10 },
      ];
      const young = [{ name: 'job', everyMs: 7_000, runMs: 10 }];
      host('old', old, 'v1');
      await clock.advance(25_000);
      const two = host('young', young, 'v2');
      await clock.advance(38_000);
      const lastSeen = clock.now();
      const gone = began('gone').length;
      expect(began('gone').filter(({ atMs }) => atMs > lastSeen - 25_000)).to.be.empty;
      two.kill();
      await clock.advance(60_000);
      expect(began('gone').length).to.be.greaterThan(gone);
      const after = [...farm.rows.values()].filter(({ data }) => data.job === 'gone' && data.at > lastSeen - 3_000);
      const covered = after.reduce((sum, { data }) => sum + (data.missed?.count ?? 1), 0);
      expect(covered).to.equal(Math.floor(clock.now() / 10_000) - Math.floor((lastSeen - 3_000) / 10_000));
    });

    it('a host of the older release that starts again leaves alone what the later one says, from its first moment on', async () => {
      const old = [
        { name: 'job', everyMs: 10_000, runMs: 10 },
        { name: 'gone', everyMs: 10_000, runMs: 10 },
      ];
      const one = host('old', old, 'v1');
      await clock.advance(25_000);
      host('young', [{ name: 'job', everyMs: 10_000, runMs: 10 }], 'v2');
      await clock.advance(10_000);
      one.kill();
      await clock.advance(60_000);
      const gone = began('gone').length;
      host('old again', old, 'v1');
      await clock.advance(30_000);
      expect(began('gone')).to.have.length(gone);
    });

    it('what was missed while no host was up is made up for, once for all hosts', async () => {
      const jobs = [{ name: 'job', everyMs: 10_000, runMs: 10 }];
      const one = host('h1', jobs);
      await clock.advance(35_000);
      one.kill();
      await clock.advance(60_000);
      host('h2', jobs);
      host('h3', jobs);
      await clock.advance(3_000);
      const missed = [...farm.rows.values()].flatMap(({ data }) => data.missed ?? []);
      expect(missed.map(({ count }) => count)).to.deep.equal([5]);
      expect(began('job').map(({ atMs }) => Math.floor(atMs / 10_000) % 10).length).to.equal(4);
    });
  });
});
