import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Registry, Scheduler } from 'carillon';
import { VirtualClock } from 'carillon/testing';

test('the report runs at a quarter past nine', async t => {
  const clock = new VirtualClock('2026-11-20T12:00:00Z');
  const registry = new Registry({ zone: 'UTC' });
  const report = t.mock.fn();
  registry.schedule(report).withName('report').toRunEvery(1).days().at(21, 15);
  const scheduler = new Scheduler(registry, { clock }).start();
  await clock.advance({ hours: 9 });
  assert.equal(report.mock.callCount(), 0);
  await clock.advance({ hours: 1 });
  assert.equal(report.mock.callCount(), 1);
  await scheduler.stop();
});
