import { expect } from 'chai';
import pg from 'pg';
import { FarmMovedError, pgBoss } from '../../lib/farm/index.js';
import { type PatienceParts, patiently } from '../../lib/farm/patience.js';
import { isInDoubt, troubleOf } from '../../lib/farm/pg-boss/database-error.js';
import { type EnqueueOptions, Registry, type RunContext, Scheduler } from '../../lib/index.js';
import { systemClock } from '../../lib/kit.js';
import { addressOf, sharedPostgres } from '../support/farm/postgres.js';
import { pause, until } from '../support/farm/waiting.js';
import { startWire, type TcpWire } from '../support/farm/wire.js';
import { rejection } from '../support/rejection.js';
import { silent } from '../support/silent.js';

const IN_DOUBT =
  "FarmAwayError: nobody knows whether 'job' was asked for: the database of the farm has not answered in time; " +
  'ask again under the same key, and it is stored once';
const NOT_SENT =
  "FarmAwayError: 'job' was not asked for: the database of the farm has not answered in time; " +
  'nothing was stored, so try again';

describe('how long is waited for a database', function () {
  this.timeout(60_000);
  const ran: unknown[] = [];
  let count = 0;
  let url = '';
  let wire: TcpWire;
  let scheduler: Scheduler;

  beforeEach(async () => {
    const server = await sharedPostgres();
    ({ url } = server);
    wire = await startWire(server.port);
    const registry = new Registry({ zone: 'UTC' });
    registry
      .schedule(({ data }: RunContext) => void ran.push(data))
      .withName('job')
      .whenAsked();
    count += 1;
    const farm = pgBoss(addressOf(wire.port), { name: `patience${count}`, application: 'spec' });
    scheduler = new Scheduler(registry, { farm, handleSignals: false, logger: silent }).start();
    await farm.ready();
  });
  afterEach(async () => {
    wire.mend();
    await scheduler.stop({ drain: 200, cancel: 200 });
    wire.close();
    ran.length = 0;
  });

  const ask = (data: unknown, options: EnqueueOptions = {}) => Promise.resolve(scheduler.enqueue('job', data, options));

  it('says of what was sent to one that falls silent that it may have been stored, and sends nothing later', async () => {
    await ask('before');
    wire.freeze();
    const beganMs = performance.now();
    const sent = rejection(ask('sent', { within: 400 }));
    await pause(50);
    const waits = rejection(ask('never sent', { within: 200 }));
    expect([await waits, await sent]).to.deep.equal([NOT_SENT, IN_DOUBT]);
    expect(performance.now() - beganMs).to.be.below(2_000);
    // What nobody waits for holds up nothing that comes after it.
    const after = ask('after', { within: 20_000 });
    await pause(50);
    wire.mend();
    await after;
    await until(() => ran.length === 3);
    expect(ran).to.have.members(['before', 'sent', 'after']);
  });

  it('stores once what is sent again because its answer was lost, and gives it as new', async () => {
    const isSent = wire.freezeAt('its answer is lost');
    const asked = ask('its answer is lost');
    await isSent;
    await pause(200);
    wire.cut();
    wire.mend();
    const { created, outcome } = await asked.then(one => ({ created: one.created, outcome: one.outcome() }));
    expect([created, (await outcome).kind, ran.length]).to.deep.equal([true, 'succeeded', 1]);
  });

  it('sends nothing later also of what had been sent before the connection broke', async () => {
    await ask('before');
    wire.cut();
    const broke = rejection(ask('broke', { within: 500 }));
    await pause(50);
    // What is tried again waits for a session now.
    wire.freeze();
    expect(await broke).to.equal(IN_DOUBT);
    const after = ask('after', { within: 20_000 });
    wire.mend();
    await after;
    await until(() => ran.length >= 2);
    expect(ran).to.deep.equal(['before', 'after']);
  });

  it('says that it may have been stored also where what is tried again is refused', async () => {
    const ends = [new Error('Connection terminated unexpectedly'), new FarmMovedError('shop')];
    const parts = {
      store: { troubleOf },
      asks: { isInDoubt, isHeldUp: () => false },
      engine: { isOpen: true, entered() {} },
      clock: systemClock,
    };
    const store = async () => {
      const end = ends.shift();
      if (end) throw end;
    };
    const wanted = {
      name: 'job',
      deed: 'asked for',
      remedy: 'ask again',
      endMs: systemClock.monotonic() + 5_000,
      store,
    };
    const said = await rejection(patiently(parts as unknown as PatienceParts, wanted));
    expect(said).to.match(
      /^FarmAwayError: nobody knows whether 'job' was asked for: the farm 'shop' was .*; ask again$/,
    );
    expect(ends).to.deep.equal([]);
  });

  it('knows that nothing was stored where nothing was sent but what makes its queue', async () => {
    const asks = { isInDoubt, isHeldUp: () => false };
    const parts = { store: { troubleOf }, asks, engine: { isOpen: true, entered() {} }, clock: systemClock };
    const wanted = {
      ...{ name: 'job', deed: 'asked for', remedy: 'ask again', endMs: systemClock.monotonic() + 20 },
      store: () => Promise.reject(new Error('Connection terminated unexpectedly')),
      withdraw: () => true,
    };
    const said = await rejection(patiently(parts as unknown as PatienceParts, wanted));
    expect(said).to.contain("'job' was not asked for").and.to.contain('nothing was stored');
  });

  it('is no longer for what is asked for beside a key that somebody else has open', async () => {
    const other = new pg.Client(url);
    await other.connect();
    await other.query('begin');
    await ask('first', { key: 'k', db: other });
    const within = 4_000;
    const held = ask('first', { key: 'k', within });
    const beside = [ask('second', { key: 'l', within }), ask('third', { within })];
    expect((await Promise.all(beside)).map(({ created }) => created)).to.deep.equal([true, true]);
    await other.query('commit');
    expect((await held).created).to.equal(false);
    await other.end();
  });

  it('is as long as the transaction of the user waits', async () => {
    const [one, two] = [new pg.Client(url), new pg.Client(url)];
    for (const client of [one, two]) await client.connect().then(() => client.query('begin'));
    await ask('first', { key: 'k', db: one });
    const second = ask('first', { key: 'k', db: two, within: 100 });
    await pause(500);
    await one.query('commit');
    expect((await second).created).to.equal(false);
    await two.query('commit');
    for (const client of [one, two]) await client.end();
  });
});
