import { expect } from 'chai';
import type { DashboardOptions } from '../../lib/dashboard/options.js';
import { Random } from '../simulation/random.js';
import { FakeConsole } from '../support/dashboard/fake-console.js';
import { type FakeSurroundings, listener, listening, Mounted, portOf } from '../support/dashboard/mounted.js';
import { type RandomRequest, randomRequest } from '../support/dashboard/random-request.js';
import { exchange, type Got } from '../support/dashboard/raw-http.js';
import { scriptedDay } from '../support/dashboard/scripted-day.js';
import { SEED } from '../support/random/seed.js';

/** `FUZZ_REQUESTS=100000 npm run test:fuzz` takes the lot. */
const REQUESTS = Number(process.env['FUZZ_REQUESTS'] ?? 2_000);
const AT_ONCE = 8;
/** Of a busy machine; a request that takes longer hangs. */
const LONGEST_MS = 15;

/** What the contract knows of, and 431 and 417, which are Node's own. */
const DOCUMENTED = [200, 202, 304, 400, 403, 404, 405, 409, 414, 417, 429, 431, 503];

/** What is asked: a port, what was warned of, and how it ends. */
interface Asked {
  readonly port: number;
  readonly surroundings: FakeSurroundings;
  end(): Promise<void>;
}

describe(`the HTTP interface, asked ${REQUESTS} times at random (seed ${SEED})`, function () {
  this.timeout(60_000 + REQUESTS * LONGEST_MS);

  it('answers this machine with nothing but the documented statuses, and lives', () => hold(madeUp({})));

  it('answers users who see some jobs and may do some things', () => {
    const authorize = () => ({ can: { run: true, pause: true, jobs: (name: string) => name !== 'digest' } });
    return hold(madeUp({ authorize }));
  });

  it('answers for a scheduler that has a day behind it', () => hold(lived()));
});

async function hold(made: Promise<Asked>): Promise<void> {
  const { port, surroundings, end } = await made;
  const random = new Random(SEED);
  const seen = new Map<number, number>();
  let left = REQUESTS / 3;
  const worker = async () => {
    while (left > 0) {
      left -= 1;
      const request = randomRequest(random);
      const got = await exchange(port, request.address, { ...request, until: 'event: hello' });
      seen.set(got.status, (seen.get(got.status) ?? 0) + 1);
      check(request, got);
    }
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    expect(surroundings.warnings).to.deep.equal([]);
    // It is no fuzz where all is refused at the door. Of a scheduler in which much was paused along the way, one act in 200
    // is accepted.
    for (const status of [200, 202, 400, 403, 404, 405])
      expect(seen.get(status), `${status}`).to.be.above(REQUESTS / 1_000);
  } finally {
    await end();
  }
}

async function madeUp(options: DashboardOptions): Promise<Asked> {
  const console = consoleOfJobs();
  const mounted = await Mounted.over({ ...options, actionsPerMinute: 100_000 }, { console });
  const { port, surroundings } = mounted;
  return { port, surroundings, end: () => mounted[Symbol.asyncDispose]() };
}

async function lived(): Promise<Asked> {
  const day = await scriptedDay();
  const server = await listening(listener(day.dashboard));
  return {
    port: portOf(server),
    surroundings: day.surroundings,
    async end() {
      server.closeAllConnections();
      server.close();
      await day.stop();
    },
  };
}

function check(request: RandomRequest, { status, headers, body }: Got): void {
  const asked = JSON.stringify(request);
  expect(DOCUMENTED, `${status} of ${asked}`).to.include(status);
  const isOurs = headers['content-security-policy'] !== undefined;
  if (!isOurs) expect(status, `without our headers: ${asked}`).to.be.oneOf([400, 417, 431]);
  if (status === 503) expect(body, asked).to.match(/"stopping"|"away"/);
  if (request.method === 'HEAD' || status === 304 || !isOurs) return;
  if (headers['content-type']?.startsWith('application/json')) expect(JSON.parse(body), asked).to.have.property('v', 1);
}

function consoleOfJobs(): FakeConsole {
  const console = new FakeConsole('backup', 'digest', 'a/b%2F..', '<img onerror>', '\u202e');
  console.putRun({ id: 'r1', job: 'backup' });
  console.putRun({ id: 'r2', job: 'digest' });
  return console;
}
