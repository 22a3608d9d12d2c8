const { Registry, Scheduler } = require('carillon');
const { VirtualClock } = require('carillon/testing');

test('the report runs at a quarter past nine', async () => {
  const clock = new VirtualClock('2026-11-20T12:00:00Z');
  const registry = new Registry({ zone: 'UTC' });
  const report = jest.fn();
  registry.schedule(report).withName('report').toRunEvery(1).days().at(21, 15);
  const scheduler = new Scheduler(registry, { clock }).start();
  await clock.advance({ hours: 9 });
  expect(report).not.toHaveBeenCalled();
  await clock.advance({ hours: 1 });
  expect(report).toHaveBeenCalledTimes(1);
  await scheduler.stop();
});

test('the report runs under the fake timers of Jest, too', async () => {
  jest.useFakeTimers({ now: new Date('2026-11-20T12:00:00Z') });
  const registry = new Registry({ zone: 'UTC' });
  const report = jest.fn();
  registry.schedule(report).withName('report').toRunEvery(1).days().at(21, 15);
  const scheduler = new Scheduler(registry, { handleSignals: false }).start();
  await jest.advanceTimersByTimeAsync(10 * 3_600_000);
  expect(report).toHaveBeenCalledTimes(1);
  await scheduler.stop();
  jest.useRealTimers();
});
