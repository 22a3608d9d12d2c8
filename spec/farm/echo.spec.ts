import { expect } from 'chai';
import pg from 'pg';
import { FarmClock } from '../../lib/farm/farm-clock.js';
import { WHERE } from '../../lib/farm/pg-boss/one-system.js';
import { progressStatements } from '../../lib/farm/pg-boss/progress-statements.js';
import { Echo } from '../../lib/farm/thread/echo.js';
import { ThreadToucher } from '../../lib/farm/thread/thread-toucher.js';
import { systemClock } from '../../lib/kit.js';
import { VirtualClock } from '../../lib/testing/index.js';
import { deafWire } from '../support/farm/deaf-wire.js';
import { type Postgres, sharedPostgres } from '../support/farm/postgres.js';
import { until } from '../support/farm/waiting.js';

const TERMS = { channel: 'echo', everyMs: 30_000, withinMs: 5_000 };

describe('a session that listens', function () {
  this.timeout(30_000);
  let server: Postgres;
  before(async () => {
    server = await sharedPostgres();
  });

  it('is asked now and then whether it hears, opened anew where it does not, and given up where that is no help', async () => {
    const clock = new VirtualClock();
    const said: string[] = [];
    let isStuck = false;
    let isListening = true;
    const echo = new Echo({
      ...TERMS,
      ask() {
        said.push('ask');
        echo.asked(true);
        if (!isStuck) echo.heard();
      },
      isListening: () => isListening,
      reopen() {
        said.push('reopen');
        echo.ask();
      },
      tell: isHearing => said.push(isHearing ? 'hears' : 'deaf'),
      later: (ms, ring) => clock.alarm(clock.monotonic() + ms, ring),
    });
    const saidWithin = async (seconds: number) => {
      await clock.advance({ seconds });
      return said.splice(0);
    };
    echo.ask();
    expect(await saidWithin(35)).to.deep.equal(['ask', 'hears', 'ask']);
    isStuck = true;
    expect(await saidWithin(5)).to.deep.equal(['hears']);
    expect(await saidWithin(35)).to.deep.equal(['ask', 'reopen', 'ask']);
    expect(await saidWithin(75)).to.deep.equal(['deaf', 'ask', 'deaf', 'ask', 'deaf']);
    isStuck = false;
    expect(await saidWithin(35)).to.deep.equal(['ask', 'hears']);
    isListening = false;
    isStuck = true;
    expect(await saidWithin(100)).to.deep.equal(['ask']);
    echo.asked(false);
    expect(await saidWithin(31)).to.deep.equal(['ask']);
  });

  it('is opened anew where the first is deaf; where each is, as behind a pooler, that is told', async () => {
    let deaf = 1;
    const wire = await deafWire(server.port, () => deaf-- > 0);
    expect(await heardBy(wire.port)).to.deep.equal([true]);
    deaf = Number.POSITIVE_INFINITY;
    expect(await heardBy(wire.port)).to.deep.equal([false]);
    await wire.close();
  });

  /** What a toucher tells first of whether it hears. */
  async function heardBy(port: number): Promise<readonly boolean[]> {
    const teller = new pg.Client(server.url);
    await teller.connect();
    const told: boolean[] = [];
    const config = { connectionString: server.url.replace(String(server.port), String(port)) };
    const { touch } = progressStatements({ ours: 'carillon', boss: 'carillon_boss' });
    const echo = { channel: 'spec_echo', everyMs: 30_000, withinMs: 300 };
    const data = {
      config,
      channel: 'spec',
      touch,
      noneLeft: '53300',
      touchEveryMs: 3_000,
      answerWithinMs: 4_000,
      stallAfterMs: 60_000,
      settings: '',
      where: WHERE,
      echo,
    };
    const toucher = new ThreadToucher(data, new FarmClock(systemClock), {
      send: async channel => void (await teller.query(`notify ${channel}`)),
      isHome: () => true,
      password: undefined,
    });
    toucher.start({ touched() {}, held() {}, heard() {}, refused() {}, hears: isHearing => told.push(isHearing) });
    await until(() => told.length > 0);
    await toucher.close();
    await teller.end();
    return told;
  }
});
