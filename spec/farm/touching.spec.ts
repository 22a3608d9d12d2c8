import type { Worker } from 'node:worker_threads';
import { expect } from 'chai';
import pg from 'pg';
import { FarmClock } from '../../lib/farm/farm-clock.js';
import { dueQueue } from '../../lib/farm/identity.js';
import { SESSION_SETTINGS } from '../../lib/farm/pg-boss/database.js';
import { WHERE } from '../../lib/farm/pg-boss/one-system.js';
import { progressStatements } from '../../lib/farm/pg-boss/progress-statements.js';
import type { FetchedRow } from '../../lib/farm/rows.js';
import { ThreadToucher } from '../../lib/farm/thread/thread-toucher.js';
import type { TouchRefusal } from '../../lib/farm/toucher.js';
import { systemClock } from '../../lib/kit.js';
import { addressOf, type Postgres, sharedPostgres } from '../support/farm/postgres.js';
import { joining, row, storeOn } from '../support/farm/sql-rig.js';
import { pause, until } from '../support/farm/waiting.js';
import { startWire, type TcpWire } from '../support/farm/wire.js';

describe('the thread that touches what a host holds', function () {
  this.timeout(30_000);
  const farm = 'touching';
  const application = 'spec:touching';
  let server: Postgres;
  let wire: TcpWire;
  let store: Awaited<ReturnType<typeof storeOn>>;
  let toucher: ThreadToucher;
  let terms: ConstructorParameters<typeof ThreadToucher>[0];
  let held: FetchedRow;
  let touches = 0;
  /** The databases that said what they know of the row, and whether that is the host's. */
  const systems: string[] = [];
  let isHome = true;
  let thread: Worker | undefined;

  before(async () => {
    server = await sharedPostgres();
    wire = await startWire(server.port);
    store = await storeOn(server.url, farm);
    await store.join(joining(store.id, ['job']));
    await store.insert([row(farm, 'job')]);
    [held] = (await store.fetch(dueQueue(farm), 1)) as [FetchedRow];
    const { touch } = progressStatements({ ours: 'carillon', boss: 'carillon_boss' });
    terms = {
      config: { connectionString: addressOf(wire.port), application_name: application },
      ...{ channel: 'spec', touch, settings: SESSION_SETTINGS, where: WHERE, noneLeft: '53300', echo: undefined },
      ...{ touchEveryMs: 50, answerWithinMs: 200, stallAfterMs: 60_000 },
    };
    toucher = new ThreadToucher(terms, new FarmClock(systemClock), {
      send: async () => {},
      isHome(system) {
        systems.push(system);
        return isHome;
      },
      password: undefined,
    });
    const touched = (_: unknown, kept: ReadonlySet<string>) => {
      if (kept.has(held.id)) touches += 1;
    };
    process.once('worker', started => (thread = started));
    toucher.start({ touched, held() {}, heard() {}, refused() {}, hears() {} });
    toucher.hold(held);
  });
  after(async () => {
    await toucher.close();
    await store.close();
    wire.close();
  });

  async function touchesOn(): Promise<void> {
    const before = touches;
    await until(() => touches > before);
    expect(touches).to.be.greaterThan(before);
  }

  it('goes on over another connection where its own has fallen silent', async () => {
    await touchesOn();
    wire.forget();
    await touchesOn();
  });

  it('is not believed where its session leads to another database, and takes another one until it does not', async () => {
    const newest = async () => {
      const sessions =
        'select pid from pg_stat_activity where application_name = $1 order by backend_start desc limit 1';
      return (await server.query(sessions, [application]))[0]?.['pid'];
    };
    await touchesOn();
    const first = await newest();
    isHome = false;
    await until(() => systems.length > 0);
    await pause(300);
    const before = touches;
    await pause(1_000);
    expect(touches).to.equal(before);
    isHome = true;
    await touchesOn();
    expect(await newest()).not.to.equal(first);
    expect([...new Set(systems)].map(system => system.replace(/^\d+ /, ''))).to.deep.equal(['postgres']);
  });

  it('is followed by another, which knows what is held, where it ends by itself', async () => {
    await touchesOn();
    await thread?.terminate();
    await touchesOn();
  });

  it('is started again where it could not be started, which is said', async () => {
    const told: (TouchRefusal | undefined)[] = [];
    const uncopied = { connectionString: addressOf(wire.port), stream: () => {} };
    const other = new ThreadToucher({ ...terms, config: uncopied as never }, new FarmClock(systemClock), {
      send: async () => {},
      isHome: () => true,
      password: undefined,
    });
    other.start({ touched() {}, held() {}, heard() {}, hears() {}, refused: refusal => told.push(refusal) });
    await until(() => told.length > 1);
    await other.close();
    expect(told[1]?.why).to.contain('could not be cloned');
    expect(told[1]?.remedy).to.equal('let its process have one more thread');
  });

  it('leaves no session behind that waits, where another transaction has locked a row for long', async () => {
    await touchesOn();
    const holder = new pg.Client(server.url);
    await holder.connect();
    await holder.query('begin');
    await holder.query('select from carillon_boss.job where id = $1 for update', [held.id]);
    await pause(2_000);
    const waiting = await server.query(
      `select from pg_stat_activity where application_name = $1 and wait_event_type = 'Lock'`,
      [application],
    );
    expect(waiting.length).to.be.at.most(1);
    await holder.query('rollback');
    await holder.end();
    await touchesOn();
  });
});
