import { Job, type JobFactory, Registry, Scheduler } from '../../../lib/index.js';
import { awake, say } from './work.js';

/**
 * A process whose jobs, factory, predicates, hooks, listeners and logger fail in every way they can, some of them long
 * after their run is over. An unhandled rejection would end it with status 1, as Node does by default.
 */
class Unmakeable extends Job {
  override execute(): void {}
}

class Undisposable extends Job {
  constructor() {
    super('undisposable');
  }

  override execute(): void {}

  dispose(): Promise<void> {
    return fails();
  }
}

const registry = new Registry();
registry.schedule(throws).withName('throws').toRunNow().before(fails).after(fails).onFailure(throws);
registry.schedule(fails).withName('rejects').toRunNow();
registry.schedule(Unmakeable).withName('unmakeable').toRunNow();
registry.schedule(Undisposable).withName('undisposable').toRunNow();
registry
  .schedule(() => {})
  .withName('predicate')
  .toRunNow()
  .when(fails);
registry.schedule(late).withName('late').toRunNow().withTimeout({ milliseconds: 5 }).abandonAfter({ milliseconds: 5 });
registry.schedule(fails).withName('retried').toRunNow().withRetry({ attempts: 2, delay: 1 });
registry.schedule(throws).withName('chained').toRunNow().andThen(fails);
registry.schedule(ignored).withName('ignored').toRunNow();

const logger = { debug: fails, info: throws, warn: fails, error: fails };
const jobFactory: JobFactory = jobClass => (jobClass === Unmakeable ? fails() : new Undisposable());
const scheduler = new Scheduler(registry, { logger, jobFactory }).start();
const endings: string[] = [];
for (const name of ['started', 'succeeded', 'failed', 'abandoned', 'skipped', 'stopping', 'stopped'] as const) {
  scheduler.on(name, fails);
  scheduler.on(name, throws);
}
for (const name of ['succeeded', 'failed', 'abandoned', 'skipped'] as const) {
  scheduler.on(name, ({ jobName }) => endings.push(`${jobName} ${name}`));
}
void scheduler.background.run(throws);
void scheduler.background.run(fails);

await awake(200);
await scheduler.stop();
for (const ending of endings.sort()) say(ending);

function throws(): never {
  throw new Error('thrown');
}

async function fails(): Promise<never> {
  await Promise.resolve();
  throw new Error('rejected');
}

/** Is given up long before it rejects. */
async function late(): Promise<never> {
  await awake(100);
  throw new Error('late');
}

/** Rejects although nobody can hear it any more: its run has taken another's result. */
function ignored(): unknown {
  return Promise.race([Promise.resolve(), fails()]);
}
