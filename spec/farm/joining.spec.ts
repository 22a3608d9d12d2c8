import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { pglite } from '../../lib/farm/index.js';
import { type FarmEvent, Registry, Scheduler } from '../../lib/index.js';
import { until } from '../support/farm/waiting.js';
import { rejection } from '../support/rejection.js';
import { silent } from '../support/silent.js';

describe('asking a farm that this host is not in', function () {
  this.timeout(60_000);
  let folder = '';
  let scheduler: Scheduler;
  const events: FarmEvent[] = [];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'carillon-'));
    events.length = 0;
    const registry = new Registry({ zone: 'UTC' });
    registry
      .schedule(() => {})
      .withName('job')
      .whenAsked();
    scheduler = new Scheduler(registry, { farm: pglite(join(folder, 'data')), handleSignals: false, logger: silent });
    scheduler.on('farm', event => events.push(event));
  });
  afterEach(async () => {
    await scheduler.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('says that it is still joining', async () => {
    scheduler.start();
    expect(await rejection(Promise.resolve(scheduler.enqueue('job', 1, { within: 1 })))).to.equal(
      "FarmAwayError: 'job' was not asked for: this host is still joining its farm, which farm.ready() waits for; " +
        'nothing was stored, so try again',
    );
  });

  it('says why the farm refuses this host', async () => {
    writeFileSync(join(folder, 'data'), 'a file');
    scheduler.start();
    await until(() => events.some(({ kind }) => kind === 'refused'));
    expect(await rejection(Promise.resolve(scheduler.enqueue('job', 1, { within: 1 })))).to.match(
      /^FarmAwayError: 'job' was not asked for: this host is not in its farm: the directory '.*' can't be used: it is a file;/,
    );
  });
});
