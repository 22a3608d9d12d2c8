// tsyringe: a child container for each run, in which everything that is scoped to it is made once and disposed with it.
import 'reflect-metadata';
import { Job, type JobClass, Registry, Scheduler } from 'carillon';
import { container, type DependencyContainer, type InjectionToken, Lifecycle } from 'tsyringe';

class Connection {
  dispose(): void {
    console.log('connection closed');
  }
}

class Digest extends Job {
  constructor(readonly connection: Connection) {
    super('Digest');
  }

  override execute(): void {
    console.log('sent');
  }
}

container.register('connection', { useClass: Connection }, { lifecycle: Lifecycle.ContainerScoped });
container.register(Digest, { useFactory: scope => new Digest(scope.resolve('connection')) });

const registry = new Registry({ zone: 'Europe/Berlin' });
registry.schedule(Digest).toRunEvery(1).days().at(21, 15);

await using scheduler = new Scheduler(registry, { jobFactory: inScope }).start();
await scheduler.get('Digest')?.trigger();

function inScope(jobClass: JobClass): Job {
  const scope: DependencyContainer = container.createChildContainer();
  const job = scope.resolve(jobClass as InjectionToken<Job>);
  return Object.assign(job, { [Symbol.asyncDispose]: async () => scope.dispose() });
}

/* prints:
sent
connection closed
*/
