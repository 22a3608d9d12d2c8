import { Registry, Scheduler } from 'carillon';
import { VirtualClock } from 'carillon/testing';

test('the report runs at a quarter past nine', async () => {
  const clock = new VirtualClock('2026-11-20T12:00:00Z');
  const registry = new Registry({ zone: 'UTC' });
  let runs = 0;
  registry
    .schedule(() => {
      runs += 1;
    })
    .withName('report')
    .toRunEvery(1)
    .days()
    .at(21, 15);
  const scheduler = new Scheduler(registry, { clock }).start();
  await clock.advance({ hours: 9 });
  expect(runs).toBe(0);
  await clock.advance({ hours: 1 });
  expect(runs).toBe(1);
  await scheduler.stop();
});
