// NestJS: one provider owns the scheduler, and a job is made for each run by Nest, with a request-scoped provider of its
// own where it has one. The scheduler starts with the application, and app.close() waits for its stop.
import 'reflect-metadata';
import { Module, type OnApplicationBootstrap, type OnApplicationShutdown, Scope } from '@nestjs/common';
import { ModuleRef, NestFactory } from '@nestjs/core';
import { Job, type JobClass, Registry, Scheduler } from 'carillon';

let connections = 0;

class Connection {
  readonly number = ++connections;
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

class Carillon implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly scheduler: Scheduler;

  constructor(moduleRef: ModuleRef) {
    const jobFactory = (jobClass: JobClass) => moduleRef.resolve<Job>(jobClass, undefined, { strict: false });
    // The signals are Nest's, by enableShutdownHooks().
    this.scheduler = new Scheduler(new Jobs(), { jobFactory, handleSignals: false });
  }

  onApplicationBootstrap(): void {
    this.scheduler.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.scheduler.stop();
  }
}

class AppModule {}

Module({
  providers: [
    { provide: Connection, useFactory: () => new Connection(), scope: Scope.TRANSIENT },
    {
      provide: Digest,
      useFactory: (connection: Connection) => new Digest(connection),
      inject: [Connection],
      scope: Scope.TRANSIENT,
    },
    { provide: Carillon, useFactory: (moduleRef: ModuleRef) => new Carillon(moduleRef), inject: [ModuleRef] },
  ],
})(AppModule);

const app = await NestFactory.createApplicationContext(AppModule, { logger: false });
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
*/
