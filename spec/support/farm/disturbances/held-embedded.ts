import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { pglite } from '../../../../lib/farm/index.js';
import { Registry, type RunContext, Scheduler } from '../../../../lib/index.js';
import { silent } from '../../silent.js';
import { pause } from '../waiting.js';
import type { Disturbance } from './disturbance.js';

/** Longer than a fence stands. */
const HELD_MS = 11_000;

/** A job that holds the loop of a farm on PGlite, where nobody could take its row over, is not ended for that. */
export const heldEmbedded: Disturbance = {
  name: 'held-embedded',
  async tell() {
    const folder = mkdtempSync(join(tmpdir(), 'carillon-'));
    const aborted: boolean[] = [];
    const registry = new Registry({ zone: 'UTC' });
    const work = async ({ signal }: RunContext) => {
      const endMs = performance.now() + HELD_MS;
      while (performance.now() < endMs);
      await pause(500);
      aborted.push(signal.aborted);
    };
    registry.schedule(work).withName('holds the loop').whenAsked();
    const farm = pglite(join(folder, 'data'), { application: 'spec' });
    const scheduler = new Scheduler(registry, { farm, handleSignals: false, logger: silent }).start();
    await farm.ready();
    const outcome = await (await scheduler.enqueue('holds the loop')).outcome();
    await scheduler.stop();
    rmSync(folder, { recursive: true });
    expect([outcome.kind, aborted], 'how it ended').to.deep.equal(['succeeded', [false]]);
    return { heldMs: HELD_MS };
  },
};
