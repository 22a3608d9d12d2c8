import { LocalConsole } from '../../../lib/console/local/local-console.js';
import { type Dashboard, dashboardOver } from '../../../lib/dashboard/dashboard.js';
import { Registry, type RunRecordJson, Scheduler } from '../../../lib/index.js';
import { VirtualClock } from '../../../lib/testing/virtual-clock.js';
import { PLACE } from '../console/console-world.js';
import { heeding } from '../work.js';
import { ASSETS, FakeSurroundings } from './mounted.js';

/** When the day begins. */
export const DAWN = Date.UTC(2026, 10, 20, 0, 0, 0);

const MINUTE_MS = 60_000;

/** A day that has passed, what the scheduler told of it, and the dashboard that looked on. */
export interface ScriptedDay {
  readonly clock: VirtualClock;
  readonly scheduler: Scheduler;
  readonly dashboard: Dashboard;
  readonly surroundings: FakeSurroundings;
  /** Every record of the day, in order, as plain data. */
  readonly ledger: readonly RunRecordJson[];
  /** `GET ?…` as JSON. */
  get<Reply>(query: string): Promise<Reply>;
  text(query: string): Promise<string>;
  /** `POST ?…` as JSON. */
  act<Reply>(query: string): Promise<Reply>;
  stop(): Promise<void>;
}

/** Runs a day and a bit of a small shop in which everything goes wrong once. */
export async function scriptedDay(): Promise<ScriptedDay> {
  const clock = new VirtualClock(DAWN);
  const scheduler = new Scheduler(shop(clock), { clock, name: 'shop' });
  const ledger: RunRecordJson[] = [];
  scheduler.on('failed', () => {});
  scheduler.on('ended', record => void ledger.push(record.toJSON()));
  const console = new LocalConsole(scheduler, PLACE, 'e1');
  const options = { authorize: () => ({ user: 'ana', can: 'operate' as const }), actionsPerMinute: 100_000 };
  const surroundings = new FakeSurroundings();
  const dashboard = dashboardOver(console, options, surroundings, () => ASSETS);
  const ask = (query: string, method: string) =>
    dashboard.fetch(new Request(`http://shop.example/?${query}`, { method, headers: { 'x-carillon': '1' } }));
  const day: ScriptedDay = {
    clock,
    scheduler,
    dashboard,
    surroundings,
    ledger,
    async get<Reply>(query: string) {
      const response = await ask(query, 'GET');
      if (response.status !== 200) throw new Error(`${response.status} for ${query}: ${await response.text()}`);
      return (await response.json()) as Reply;
    },
    text: async query => (await ask(query, 'GET')).text(),
    act: async <Reply>(query: string) => (await (await ask(query, 'POST')).json()) as Reply,
    async stop() {
      const stopped = scheduler.stop();
      await clock.advance({ seconds: 10 });
      await stopped;
    },
  };
  scheduler.start();
  await live(day);
  return day;
}

/** What happens: the hours go by, and people do things. */
async function live({ clock, act }: ScriptedDay): Promise<void> {
  await clock.advance({ hours: 6 });
  await act('do=pause&job=digest&reason=INC-2231');
  await clock.advance({ hours: 2 });
  await act('do=resume&job=digest');
  await act('do=skip&job=backup&reason=it%20is%20moved');
  await clock.advance({ hours: 3 });
  await act('do=run&job=report');
  await clock.advance({ minutes: 2 });
  await act('do=cancel&job=stock');
  // The host sleeps for half an hour: what was due then is missed.
  clock.sleep({ minutes: 30 });
  await clock.advance({ hours: 14, minutes: 17, seconds: 5 });
}

function shop(clock: VirtualClock): Registry {
  const registry = new Registry({ zone: 'UTC' });
  let asked = 0;
  registry.schedule(heeding(clock, 40)).withName('heartbeat').toRunEvery(20).seconds();
  registry
    .schedule(heeding(clock, 4 * MINUTE_MS))
    .withName('stock')
    .toRunEvery(3)
    .minutes();
  registry
    .schedule(async run => {
      asked += 1;
      run.log.info('asking', { token: asked });
      await heeding(clock, 700)(run);
      if (asked % 5 === 0) return { rates: 31 };
      throw new Error('the bank did not answer', { cause: new TypeError('fetch failed') });
    })
    .withName('rates')
    .toRunEvery(15)
    .minutes()
    .withRetry({ attempts: 2, delay: { seconds: 1 } });
  registry
    .schedule(heeding(clock, 10 * MINUTE_MS))
    .withName('feed')
    .toRunEvery(1)
    .hours()
    .withTimeout({ minutes: 1 });
  registry.schedule(heeding(clock, MINUTE_MS)).withName('digest').toRunEvery(30).minutes().inGroup('mail');
  registry
    .schedule(heeding(clock, 2 * MINUTE_MS))
    .withName('letters')
    .toRunEvery(30)
    .minutes()
    .inGroup('mail');
  registry
    .schedule(() => 41)
    .withName('backup')
    .toRunEvery(12)
    .hours();
  registry
    .schedule(() => 'once')
    .withName('report')
    .toRunEvery(1)
    .months()
    .on(1)
    .at(6);
  return registry;
}
