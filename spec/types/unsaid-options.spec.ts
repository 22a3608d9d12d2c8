import { expect } from 'chai';
import { type DashboardOptions, dashboard } from '../../lib/dashboard/index.js';
import {
  type AddOptions,
  type BackgroundOptions,
  type CancelOptions,
  Job,
  type JobOptions,
  type PauseOptions,
  Registry,
  type RegistryOptions,
  type RetryOptions,
  Scheduler,
  type SchedulerOptions,
} from '../../lib/index.js';
import { type Supposed, simulate, VirtualClock } from '../../lib/testing/index.js';
import { report } from '../support/declared.js';

/** Every option that may be left out, said as `undefined`: what a condition gives, or a variable that is not set. */
type Unsaid<Options> = {
  readonly [Name in keyof Options as undefined extends Options[Name] ? Name : never]-?: undefined;
};

// This project compiles with exactOptionalPropertyTypes, so what the compiler says of these is the test, too.
const by = undefined;
const job: Unsaid<JobOptions> = { interval: undefined, timeout: undefined };
const registries: Unsaid<RegistryOptions> = { zone: undefined, serial: undefined };
const schedulers: Unsaid<SchedulerOptions> = {
  ...{ farm: undefined, name: undefined, clock: undefined, maxConcurrency: undefined, history: undefined },
  ...{ jobFactory: undefined, logger: undefined, keepAlive: undefined, handleSignals: undefined },
  ...{ stop: undefined, background: undefined },
};
const retry: RetryOptions & Unsaid<RetryOptions> = {
  ...{ attempts: 2, delay: undefined, factor: undefined, maxDelay: undefined, jitter: undefined },
  attemptTimeout: undefined,
};
const added: Unsaid<AddOptions> = { by, replace: undefined, keep: undefined, registry: undefined };
const paused: Unsaid<PauseOptions> = { by, until: undefined };
const cancelled: Unsaid<CancelOptions> = { by, runId: undefined };
const background: Unsaid<BackgroundOptions> = { label: undefined, timeout: undefined, retry: undefined };
const supposed: Unsaid<Supposed> = { durations: undefined, failures: undefined };
const page: Unsaid<DashboardOptions> = {
  ...{ authorize: undefined, local: undefined, allowedHosts: undefined, allowedOrigins: undefined },
  ...{ environment: undefined, title: undefined, backLink: undefined, redact: undefined, onAction: undefined },
  ...{ maxClients: undefined, actionsPerMinute: undefined },
};

class Report extends Job {
  constructor() {
    super('report', job);
  }
  override execute(): void {}
}

describe('an option that is undefined', () => {
  it('counts as left out', async () => {
    const registry = new Registry({ ...registries, zone: 'UTC' });
    expect(new Registry(registries).zone).to.equal(new Registry().zone);
    registry.schedule(new Report()).toRunEvery(1).months().on(31, { ifMissing: undefined }).withRetry(retry);
    expect(() => new Scheduler(registry, schedulers)).not.to.throw();
    const scheduler = new Scheduler(registry, { ...schedulers, clock: new VirtualClock() }).start();
    const handle = scheduler.add(report, s => s.withName('other').toRunCron('@daily', { dialect: undefined }), added);
    handle.pause(undefined, paused);
    expect(handle.paused).to.deep.include({ by: undefined, until: undefined });
    handle.resume({ by });
    expect(handle.cancel(undefined, cancelled)).to.equal(false);
    expect((await scheduler.background.run(() => {}, background)).kind).to.equal('succeeded');
    expect(() => dashboard(scheduler, page)).not.to.throw();
    await scheduler.stop({ drain: undefined, cancel: undefined });
    const period = { from: '2026-01-31', to: '2026-02-01' };
    expect((await simulate(registry, { ...period, ...supposed, maxConcurrency: undefined })).ledger).to.have.length(1);
  });
});
