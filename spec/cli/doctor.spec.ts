import { expect } from 'chai';
import type { Diagnosis, Patient } from '../../lib/cli/doctor/check.js';
import { checkFarm } from '../../lib/cli/doctor/check-farm.js';
import { checkNode, checkPid, checkPm2, checkSignals, checkZone } from '../../lib/cli/doctor/check-host.js';
import { checkClocks, checkSchedules } from '../../lib/cli/doctor/check-jobs.js';
import * as core from '../../lib/index.js';
import { DayOfWeek, Registry } from '../../lib/index.js';
import { Project } from './project.js';
import { SHOP_NOW } from './shop.js';

const HEALTHY = { node: '22.23.3', icu: '78.3', timeZones: '2026c', pid: 4182, heard: [] };

describe('the doctor', () => {
  it('knows a Node that is too old, one without ICU, and time zones that are old', () => {
    expect(found(checkNode(patient()))).to.deep.equal(['ok Node']);
    expect(found(checkNode(patient({ host: { ...HEALTHY, node: '20.18.0' } })))).to.deep.equal(['failed Node']);
    expect(found(checkNode(patient({ host: { ...HEALTHY, icu: undefined } })))).to.deep.equal(['failed Node']);
    const [old] = checkNode(patient({ host: { ...HEALTHY, timeZones: '2023a' } }));
    expect(old).to.include({ verdict: 'note' });
    expect(old?.remedy).to.match(/^the time zones are 3 years old: use a newer Node/);
  });

  it('compares the zone of the host with that of the registry', () => {
    expect(found(checkZone(patient()))).to.deep.equal(['ok zone']);
    const [other] = checkZone(patient({ hostZone: 'Asia/Tokyo' }));
    expect(other).to.include({ verdict: 'note', text: 'this host is in Asia/Tokyo, the registry in Europe/Berlin' });
  });

  it('knows pid 1 and who else listens for signals', () => {
    expect(found([...checkPid(patient()), ...checkSignals(patient())])).to.deep.equal(['ok pid', 'ok signals']);
    const host = { ...HEALTHY, pid: 1, heard: ['SIGTERM'] };
    const notes = [...checkPid(patient({ host })), ...checkSignals(patient({ host }))];
    expect(notes.map(({ verdict, remedy }) => [verdict, remedy])).to.deep.equal([
      ['note', 'start an init before it: docker run --init, init: true, or tini'],
      ['note', 'the scheduler stops all the same, but ending the process is left to that listener'],
    ]);
  });

  it('knows a pm2 that kills before a stop is done', () => {
    expect(checkPm2(patient())).to.deep.equal([]);
    expect(found(checkPm2(patient({ environment: { pm_id: '0' } })))).to.deep.equal(['failed pm2']);
    expect(found(checkPm2(patient({ environment: { pm_id: '0', kill_timeout: '10000' } })))).to.deep.equal(['ok pm2']);
    for (const [text, verdict] of [
      ['module.exports = { apps: [{ script: "x" }] };', 'failed'],
      ['module.exports = { apps: [{ script: "x", kill_timeout: 3_000 }] };', 'failed'],
      ['module.exports = { apps: [{ script: "x", "kill_timeout": 12000 }] };', 'ok'],
      ['module.exports = { apps: [{ script: "x", kill_timeout: 10 * 1_000 }] };', 'ok'],
      ['module.exports = { apps: [{\n script: "x",\n kill_timeout: 9 * 1000 // nine\n}] };', 'failed'],
      ['module.exports = { apps: [{ script: "x",\r\n  // kill_timeout: 20000,\r\n }] };', 'failed'],
      ['module.exports = { apps: [{ script: "x" /* kill_timeout: 20000 */ }] };', 'failed'],
      ['module.exports = { apps: [{ script: "x", kill_timeout: 12000 }, { script: "y" }] };', 'note'],
      [
        'module.exports = { apps: [{ script: "x", kill_timeout: 12000 }, { script: "y", kill_timeout: 1e3 }] };',
        'note',
      ],
      ['module.exports = { apps: [{ script: "x", kill_timeout: 12000 }, { script: "y", kill_timeout: 1e4 }] };', 'ok'],
      ['module.exports = { apps: [{ script: "x", kill_timeout: 12 }, { script: "y" }] };', 'failed'],
      ['module.exports = { apps: [{ script: "x", kill_timeout: Number(process.env.KILL) }] };', 'note'],
    ]) {
      using project = new Project({ 'ecosystem.config.cjs': text as string }, []);
      expect(found(checkPm2(patient({ folder: project.folder })))).to.deep.equal([`${verdict} pm2`]);
    }
  });

  it('tells when clocks change next, and makes a note of it when that is near', () => {
    const [far] = checkClocks(patient());
    expect(far).to.include({
      verdict: 'ok',
      text: 'those of Europe/Berlin change next on 28 Mar 2027, 03:00 CEST, in 127 days',
    });
    const [near] = checkClocks(patient({ now: '2027-03-20T00:00:00Z' }));
    expect(near).to.include({ verdict: 'note' });
    expect(found(checkClocks(patient({ zone: 'UTC' })))).to.deep.equal(['ok clocks']);
  });

  it('passes on what lint finds, by how grave it is', () => {
    const registry = new Registry({ zone: 'Europe/Berlin' });
    registry
      .schedule(() => {})
      .withName('slow')
      .toRunEvery(1)
      .minutes()
      .withTimeout({ minutes: 2 });
    registry
      .schedule(() => {})
      .withName('gap')
      .toRunEvery(1)
      .weeks()
      .on(DayOfWeek.Sunday)
      .at(2, 30);
    expect(found(checkSchedules(patient({ registry })))).to.deep.equal(['ok jobs', 'failed slow', 'note gap']);
  });

  it('passes on what the farm finds that the module exports, if it does', async () => {
    const checks: readonly Diagnosis[] = [{ verdict: 'note', label: 'notices', text: 'none', remedy: 'wait' }];
    const farm = { check: () => Promise.resolve(checks), remarks: () => [] };
    expect(await checkFarm(patient({ exports: { farm } }))).to.equal(checks);
    for (const exports of [{}, { farm: null }, { farm: { attach() {} } }]) {
      expect(await checkFarm(patient({ exports }))).to.deep.equal([]);
    }
    // Where work would refuse it, the doctor must not be silent.
    for (const farm of [{}, 42, Promise.resolve(checks)]) {
      expect(found(await checkFarm(patient({ exports: { farm } })))).to.deep.equal(['failed farm']);
    }
  });
});

function found(all: readonly Diagnosis[]): readonly string[] {
  return all.map(({ verdict, label }) => `${verdict} ${label}`);
}

interface Case {
  readonly host?: Patient['host'];
  readonly hostZone?: string;
  readonly zone?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly folder?: string;
  readonly now?: string;
  readonly registry?: Registry;
  readonly exports?: Patient['jobs']['exports'];
}

/** A patient that is well, but for what a spec says. */
function patient({
  host = HEALTHY,
  hostZone = 'Europe/Berlin',
  zone = 'Europe/Berlin',
  environment = {},
  folder = '/nowhere',
  now = SHOP_NOW,
  registry,
  exports = {},
}: Case = {}): Patient {
  const jobs = registry ?? new Registry({ zone });
  if (registry === undefined)
    jobs
      .schedule(() => {})
      .withName('daily')
      .toRunEvery(1)
      .days();
  return {
    host,
    nowMs: Date.parse(now),
    shell: { zone: hostZone, environment, folder } as Patient['shell'],
    jobs: {
      file: 'jobs.ts',
      path: '/nowhere/jobs.ts',
      registry: jobs,
      exports,
      definitions: jobs.definitions(),
      carillon: { core },
    } as unknown as Patient['jobs'],
  };
}
