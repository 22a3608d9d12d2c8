const { Job, Registry, Scheduler, SchedulerError } = require('carillon');
const { VirtualClock } = require('carillon/testing');

class Report extends Job {
  constructor() {
    super('report');
  }

  execute({ occurrence }) {
    return occurrence.toISODate();
  }
}

async function main() {
  const clock = new VirtualClock('2026-11-20T12:00:00Z');
  const registry = new Registry({ zone: 'UTC' });
  registry.schedule(new Report()).toRunEvery(1).days().at(21, 15);
  const scheduler = new Scheduler(registry, { clock }).start();
  await clock.advance({ days: 1 });
  console.log('ran for', scheduler.get('report')?.lastRun?.outcome.value);
  await scheduler.stop();
  try {
    registry.schedule('nothing');
  } catch (error) {
    console.log(error instanceof SchedulerError ? 'refused as it should be' : error);
  }
}

main();
