import { type ChildProcess, fork } from 'node:child_process';
import { expect } from 'chai';
import { type Postgres, startPostgres } from '../postgres.js';
import { until } from '../waiting.js';
import type { Disturbance, Figures } from './disturbance.js';
import { type PlainHost, plainHost } from './plain-host.js';

/** How much good work goes beside the bad. */
const GOOD = 40;

/** What a process has told. */
interface Told {
  readonly begins?: string;
  readonly tells?: string;
  readonly text?: string;
}

/** A job that kills its process, beside good ones: it is given up after four, and nothing is condemned with it. */
export const poison: Disturbance = {
  name: 'poison',
  tell: () =>
    withHosts(2, async ({ scheduler, farm }, told) => {
      const good = await scheduler.enqueueAll(
        'good',
        Array.from({ length: GOOD }, (_, data) => ({ data })),
      );
      const bad = await scheduler.enqueue('poison');
      const sentMs = performance.now();
      expect((await bad.outcome()).kind, 'how the poison ended').to.equal('failed');
      const seconds = Math.round((performance.now() - sentMs) / 1_000);
      const ends = await Promise.all(good.map(one => one.outcome()));
      expect(new Set(ends.map(({ kind }) => kind)), 'how the good ones ended').to.deep.equal(new Set(['succeeded']));
      const begun = told.filter(({ begins }) => begins === 'poison').length;
      expect(begun, 'how often the poison began').to.equal(4);
      expect(await farm.dead(), 'dead letters').to.have.length(1);
      return { good: GOOD, begun, seconds };
    }),
};

/** A job that holds the loop of its process for 20 s keeps its place, and is named. */
export const heldLoop: Disturbance = {
  name: 'held-loop',
  tell: () =>
    withHosts(2, async ({ scheduler }, told) => {
      const outcome = await (await scheduler.enqueue('holds the loop')).outcome();
      expect(outcome.kind, 'how it ended').to.equal('succeeded');
      expect(
        told.filter(({ begins }) => begins !== undefined),
        'how often it began',
      ).to.have.length(1);
      // Its host may tell it after the outcome has come here.
      const problemOf = () => told.find(({ tells }) => tells === 'problem')?.text;
      await until(() => problemOf() !== undefined);
      const problem = problemOf();
      expect(problem).to.match(/event loop was held for \d+ s while holds the loop ran/);
      return { problem };
    }),
};

/** So many processes, each begun again when it dies, and one here that only asks. */
async function withHosts(
  count: number,
  tell: (asking: PlainHost, told: readonly Told[]) => Promise<Figures>,
): Promise<Figures> {
  const server = await startPostgres();
  const told: Told[] = [];
  const hosts = new Set<ChildProcess>();
  let isOver = false;
  for (let i = 0; i < count; i += 1) begin(server);
  const names = ['good', 'poison', 'holds the loop'];
  const asking = await plainHost(
    server.url,
    registry => {
      for (const name of names)
        registry
          .schedule(() => {})
          .withName(name)
          .whenAsked();
    },
    { runs: false },
  );
  try {
    return await tell(asking, told);
  } finally {
    isOver = true;
    for (const host of hosts) host.kill('SIGKILL');
    await asking.scheduler.stop();
    await server.remove();
  }

  function begin({ url }: Postgres): void {
    const host = fork(new URL('./bad-host.js', import.meta.url), { env: { ...process.env, URL: url } });
    hosts.add(host);
    host.on('message', (message: Told) => told.push(message));
    host.once('exit', () => {
      hosts.delete(host);
      if (!isOver) begin(server);
    });
  }
}
