const assert = require('node:assert/strict');
const { Registry, Scheduler } = require('carillon');
const { VirtualClock } = require('carillon/testing');

it('the report runs at a quarter past nine', async () => {
  const clock = new VirtualClock('2026-11-20T12:00:00Z');
  const registry = new Registry({ zone: 'UTC' });
  let runs = 0;
  const report = () => {
    runs += 1;
  };
  registry.schedule(report).withName('report').toRunEvery(1).days().at(21, 15);
  const scheduler = new Scheduler(registry, { clock }).start();
  await clock.advance({ hours: 9 });
  assert.equal(runs, 0);
  await clock.advance({ hours: 1 });
  assert.equal(runs, 1);
  await scheduler.stop();
});
