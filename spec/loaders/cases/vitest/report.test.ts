import { Job, Registry, Scheduler } from 'carillon';
import { expect, test } from 'vitest';
import { VirtualClock } from 'carillon/testing';

class Report extends Job {
  runs = 0;

  constructor() {
    super('report');
  }

  override execute(): void {
    this.runs += 1;
  }
}

test('the report runs at a quarter past nine', async () => {
  const clock = new VirtualClock('2026-11-20T12:00:00Z');
  const registry = new Registry({ zone: 'UTC' });
  const report = new Report();
  registry.schedule(report).toRunEvery(1).days().at(21, 15);
  const scheduler = new Scheduler(registry, { clock }).start();
  await clock.advance({ hours: 9 });
  expect(report.runs).toBe(0);
  await clock.advance({ hours: 1 });
  expect(report.runs).toBe(1);
  await scheduler.stop();
});
