import { expect } from 'chai';
import type { RunContext } from '../../../../lib/index.js';
import { gaps } from '../gaps.js';
import { addressOf, type Postgres, startPostgres } from '../postgres.js';
import { pause } from '../waiting.js';
import type { Figures } from './disturbance.js';
import { type PlainHost, plainHost } from './plain-host.js';

/** What is acknowledged outlives the processes of the server, as it does unless it was set otherwise. */
const KEPT = 'synchronous_commit=on';

/** What stands between hosts and their database. */
export interface Between {
  readonly port: number;
  close(): void | Promise<void>;
}

/** What befalls a database while work is asked for, and is over again after a while. */
export interface Outage<Stood extends Between = Between> {
  readonly name: string;
  readonly settings?: readonly string[];
  /** Prepares where the server will have its directory. @returns what undoes that */
  prepare?(): () => void;
  /** Puts something between the server and its hosts. */
  between?(server: Postgres): Promise<Stood>;
  /** Whether only the first host has to go through it. */
  readonly isBeforeOne?: true;
  befalls(server: Postgres, between: Stood): Promise<void>;
}

/**
 * Two hosts that are asked for work, and have some each second, while it befalls their database and for a while after:
 * nothing that was acknowledged is lost, each second has one record, no rejection is left over, and all goes on by itself.
 */
export async function throughOutage(outage: Outage): Promise<Figures> {
  const undo = outage.prepare?.();
  const server = await startPostgres([KEPT, ...(outage.settings ?? [])]);
  const between = (await outage.between?.(server)) ?? { port: server.port, close() {} };
  const ran = new Set<unknown>();
  let again = 0;
  const begun: string[] = [];
  const unhandled: unknown[] = [];
  const notice = (error: unknown) => unhandled.push(error);
  process.on('unhandledRejection', notice);
  const hosts: PlainHost[] = [];
  try {
    for (let i = 0; i < 2; i += 1) {
      hosts.push(
        await plainHost(addressOf(outage.isBeforeOne && i > 0 ? server.port : between.port), registry => {
          registry
            .schedule(({ data }: RunContext) => {
              if (ran.has(data)) again += 1;
              ran.add(data);
            })
            .withName('asked')
            .whenAsked();
          registry
            .schedule(({ key }: RunContext) => void begun.push(key))
            .withName('each second')
            .toRunEvery(1)
            .seconds();
        }),
      );
    }
    let isOver = false;
    const stored: number[] = [];
    const refused = { certain: [] as number[], inDoubt: [] as number[] };
    const asking = (async () => {
      for (let n = 0; !isOver; n += 1) {
        await hosts[n % 2]?.scheduler.enqueue('asked', n, { within: 2_000 }).then(
          () => stored.push(n),
          error => (String(error).includes('nobody knows') ? refused.inDoubt : refused.certain).push(n),
        );
        await pause(5);
      }
    })();
    await pause(3_000);
    const fromMs = Date.now();
    await outage.befalls(server, between);
    const overMs = Date.now();
    const before = begun.length;
    while (begun.length <= before && Date.now() < overMs + 60_000) await pause(10);
    const backMs = Date.now() - overMs;
    await pause(5_000);
    isOver = true;
    await asking;
    const lost = () => stored.filter(n => !ran.has(n));
    // What was fetched and could not begin is fetched again when its heartbeat has run out.
    const allRunMs = Date.now() + 30_000;
    while (lost().length > 0 && Date.now() < allRunMs) await pause(50);
    expect(lost(), 'acknowledged and never run').to.deep.equal([]);
    const didRun = (n: number) => ran.has(n);
    expect(refused.certain.filter(didRun), 'refused for certain, and run').to.deep.equal([]);
    expect(unhandled, 'unhandled rejections').to.deep.equal([]);
    const without = await secondsWithoutOne(hosts[0] as PlainHost, fromMs, Date.now() - 3_000);
    expect(without, 'seconds without one record').to.deep.equal([]);
    return {
      acknowledged: stored.length,
      refused: refused.certain.length,
      inDoubt: refused.inDoubt.length,
      inDoubtAndRan: refused.inDoubt.filter(didRun).length,
      lost: lost().length,
      again,
      backMs,
    };
  } finally {
    process.off('unhandledRejection', notice);
    await Promise.all(hosts.map(({ scheduler }) => scheduler.stop({ drain: 200, cancel: 200 })));
    await between.close();
    await server.remove();
    undo?.();
  }
}

/** The seconds that are not in exactly one record, as an occurrence or as missed. */
async function secondsWithoutOne({ farm }: PlainHost, fromMs: number, toMs: number): Promise<readonly string[]> {
  const records = await farm.history({ job: 'each second', limit: 500 });
  return gaps(records, 1_000, { fromMs: Math.ceil(fromMs / 1_000) * 1_000, toMs });
}
