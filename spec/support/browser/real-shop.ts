import { type Dashboard, dashboard } from '../../../lib/dashboard/index.js';
import { Registry, Scheduler } from '../../../lib/index.js';

/** A scheduler that runs in this process, with its own page over it. */
export interface RealShop {
  readonly scheduler: Scheduler;
  readonly dashboard: Dashboard;
  /** Lets the run of `count` that goes on log a line and come this far. */
  readonly goOn: (done: number) => void;
  /** Lets it come to its end. */
  readonly finish: () => void;
}

/** A shop of a few jobs that are run by hand or seldom, so that what happens is what a spec does. */
export function realShop(): RealShop {
  let finish: () => void = () => {};
  let goOn: (done: number) => void = () => {};
  const registry = new Registry({ zone: 'Europe/Berlin' });
  registry
    .schedule(() => '31 currencies')
    .withName('rates')
    .toRunEvery(1)
    .years();
  registry
    .schedule(() => {
      throw new Error('the bank did not answer', { cause: new TypeError('fetch failed') });
    })
    .withName('bank')
    .toRunEvery(1)
    .years();
  registry
    .schedule(
      ({ signal, log, progress }) =>
        new Promise<void>((resolve, reject) => {
          finish = resolve;
          goOn = done => {
            log.info(`shelf ${done}`);
            progress(done, 12, `shelf ${done}`);
          };
          signal.addEventListener('abort', () => reject(new Error('told to stop', { cause: signal.reason })), {
            once: true,
          });
        }),
    )
    .withName('count')
    .toRunEvery(1)
    .years();
  const scheduler = new Scheduler(registry, { handleSignals: false });
  scheduler.on('failed', () => {});
  const page = dashboard(scheduler, { authorize: () => ({ user: 'ana', can: 'operate' }) });
  scheduler.start();
  return { scheduler, dashboard: page, goOn: done => goOn(done), finish: () => finish() };
}
