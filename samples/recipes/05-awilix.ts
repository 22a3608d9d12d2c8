// awilix: a scope for each run. The scope is disposed with the job, when the run is over, however it ended.
import { asClass, createContainer } from 'awilix';
import { Job, type JobClass, Registry, Scheduler } from 'carillon';

class Connection {
  open = true;

  close(): void {
    this.open = false;
    console.log('connection closed');
  }
}

class Digest extends Job {
  readonly #connection: Connection;

  constructor({ connection }: { connection: Connection }) {
    super('Digest');
    this.#connection = connection;
  }

  override execute(): void {
    console.log(`sent over an ${this.#connection.open ? 'open' : 'closed'} connection`);
  }
}

const container = createContainer();
container.register({
  connection: asClass(Connection)
    .scoped()
    .disposer(connection => connection.close()),
});

const registry = new Registry({ zone: 'Europe/Berlin' });
registry.schedule(Digest).toRunEvery(1).days().at(21, 15);

await using scheduler = new Scheduler(registry, { jobFactory: inScope }).start();
await scheduler.get('Digest')?.trigger();

function inScope(jobClass: JobClass): Job {
  const scope = container.createScope();
  const job = scope.build(asClass(jobClass as new (cradle: object) => Job));
  return Object.assign(job, { [Symbol.asyncDispose]: () => scope.dispose() });
}

/* prints:
sent over an open connection
connection closed
*/
