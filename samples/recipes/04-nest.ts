// NestJS: one provider owns the scheduler, and a job is made for each run by Nest, with a transient provider of its
// own where it has one. The scheduler starts with the application, and app.close() waits for its stop. Nest destroys a
// module before those that it imports, and all of one module at once: so the module of the jobs imports that of the
// database, which stays open until they have stopped.
import 'reflect-metadata';
import { Module, type OnApplicationBootstrap, type OnModuleDestroy, Scope } from '@nestjs/common';
import { ModuleRef, NestFactory } from '@nestjs/core';
import { Job, type JobClass, Registry, Scheduler } from 'carillon';

class Database implements OnModuleDestroy {
  connections = 0;

  onModuleDestroy(): void {
    console.log('database closed');
  }
}

class Connection {
  readonly number: number;

  constructor(database: Database) {
    this.number = ++database.connections;
  }
}

class Digest extends Job {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    super('Digest');
    this.#connection = connection;
  }

  override execute(): void {
    console.log(`digest over connection ${this.#connection.number}`);
  }
}

class Jobs extends Registry {
  constructor() {
    super({ zone: 'Europe/Berlin' });
    this.schedule(Digest).toRunEvery(1).days().at(21, 15);
  }
}

class Carillon implements OnApplicationBootstrap, OnModuleDestroy {
  readonly scheduler: Scheduler;

  constructor(moduleRef: ModuleRef) {
    const jobFactory = (jobClass: JobClass) => moduleRef.resolve<Job>(jobClass, undefined, { strict: false });
    // The signals are Nest's, by enableShutdownHooks().
    this.scheduler = new Scheduler(new Jobs(), { jobFactory, handleSignals: false });
  }

  onApplicationBootstrap(): void {
    this.scheduler.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.scheduler.stop();
  }
}

class DatabaseModule {}
Module({ providers: [Database], exports: [Database] })(DatabaseModule);

class JobsModule {}
Module({
  imports: [DatabaseModule],
  providers: [
    {
      provide: Connection,
      useFactory: (database: Database) => new Connection(database),
      inject: [Database],
      scope: Scope.TRANSIENT,
    },
    {
      provide: Digest,
      useFactory: (connection: Connection) => new Digest(connection),
      inject: [Connection],
      scope: Scope.TRANSIENT,
    },
    { provide: Carillon, useFactory: (moduleRef: ModuleRef) => new Carillon(moduleRef), inject: [ModuleRef] },
  ],
})(JobsModule);

const app = await NestFactory.createApplicationContext(JobsModule, { logger: false });
app.enableShutdownHooks();
const { scheduler } = app.get(Carillon);
scheduler.on('stopped', () => console.log('stopped'));
await scheduler.get('Digest')?.trigger();
await scheduler.get('Digest')?.trigger();
await app.close();

/* prints:
digest over connection 1
digest over connection 2
stopped
database closed
*/
