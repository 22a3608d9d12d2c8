import { Job, Registry, type RunContext, Scheduler, SchedulerError } from 'carillon';
import { dashboard } from 'carillon/dashboard';
import { VirtualClock } from 'carillon/testing';

class Report extends Job {
  constructor() {
    super('report');
  }

  override execute({ occurrence }: RunContext): string | null {
    return occurrence.toISODate();
  }
}

async function main(): Promise<void> {
  const clock = new VirtualClock('2026-11-20T12:00:00Z');
  const registry = new Registry({ zone: 'UTC' });
  registry.schedule(new Report()).toRunEvery(1).days().at(21, 15);
  const scheduler = new Scheduler(registry, { clock }).start();
  await clock.advance({ days: 1 });
  const outcome = scheduler.get('report')?.lastRun?.outcome;
  console.log('ran for', outcome?.kind === 'succeeded' ? outcome.value : outcome);
  await dashboard(scheduler, { authorize: () => false }).fetch(new Request('http://localhost/jobs'));
  await scheduler.stop();
  try {
    registry.schedule('nothing' as never);
  } catch (error) {
    console.log(error instanceof SchedulerError ? 'refused as it should be' : error);
  }
}

void main();
