import { randomUUID } from 'node:crypto';
import { Asking } from '../../../lib/farm/asking.js';
import { FarmClock } from '../../../lib/farm/farm-clock.js';
import { FarmEngine } from '../../../lib/farm/farm-engine.js';
import { FarmError } from '../../../lib/farm/farm-errors.js';
import type { FarmJob } from '../../../lib/farm/farm-job.js';
import { channelOf } from '../../../lib/farm/identity.js';
import { bossStatements } from '../../../lib/farm/pg-boss/boss-statements.js';
import { openBoss } from '../../../lib/farm/pg-boss/open-boss.js';
import { openPool } from '../../../lib/farm/pg-boss/pool.js';
import { SqlAsks } from '../../../lib/farm/pg-boss/sql-asks.js';
import { SqlStore } from '../../../lib/farm/pg-boss/sql-store.js';
import { openEmbedded } from '../../../lib/farm/pglite/embedded.js';
import type { FarmHappening, FarmHost, SharedTicket } from '../../../lib/farm/seam.js';
import { ThreadToucher } from '../../../lib/farm/thread/thread-toucher.js';
import { PlainToucher } from '../../../lib/farm/toucher.js';
import { systemClock } from '../../../lib/host/system-clock.js';
import type { PlainData, RunRecordJson } from '../../../lib/index.js';

/** Where a farm is at home: an address of PostgreSQL, or a directory. */
export type Home = { readonly url: string } | { readonly directory: string };

/** The work of a job in these specs. */
export type RealWork = (ticket: SharedTicket & { readonly attempt: number }, signal: AbortSignal) => unknown;

/** A host of a real farm, with the engine on a real database and jobs that are functions. */
export interface RealHost {
  readonly id: string;
  readonly engine: FarmEngine;
  readonly asking: Asking;
  readonly store: SqlStore;
  readonly happened: readonly FarmHappening[];
  readonly troubles: readonly unknown[];
  stop(): Promise<void>;
}

const names = { ours: 'carillon', boss: 'carillon_boss' };

/** Starts a host, and waits until it is in the farm. */
export async function realHost(
  home: Home,
  farm: string,
  work: Readonly<Record<string, RealWork>>,
  said: Readonly<Record<string, Partial<FarmJob>>> = {},
): Promise<RealHost> {
  const hostId = randomUUID();
  const happened: FarmHappening[] = [];
  const troubles: unknown[] = [];
  const clock = new FarmClock(systemClock);
  const store = new SqlStore(async () => {
    const db =
      'url' in home
        ? await openPool({ connectionString: home.url }, 3, 'spec')
        : await openEmbedded(home.directory, false);
    return openBoss(db, {
      farm,
      names,
      hostId,
      hostName: hostId.slice(0, 4),
      migrate: true,
      notify: true,
      trouble: e => troubles.push(e),
    });
  });
  const touchData = 'url' in home && {
    config: { connectionString: home.url },
    channel: channelOf(names.ours, farm),
    touch: bossStatements(names).touch,
    stallAfterMs: 60_000,
  };
  const jobs = new Map(Object.keys(work).map(name => [name, { ...plainJob(name), ...said[name] }]));
  const engine = new FarmEngine({
    identity: {
      farm,
      hostId,
      hostName: hostId.slice(0, 4),
      pid: process.pid,
      application: 'spec',
      release: 'v1',
      zones: 'z',
      slots: 50,
      plans: true,
      adopt: () => false,
    },
    store,
    clock,
    toucher: touchData ? new ThreadToucher(touchData, clock.base) : new PlainToucher(store, clock.base),
    keepSecondsOf: () => 3_600,
    tell: event => happened.push(event),
    trouble: (what, error) => troubles.push(what, error),
  });
  const asking = new Asking({
    farm,
    store,
    asks: new SqlAsks(store),
    engine,
    clock,
    job: name => {
      const job = jobs.get(name);
      if (job === undefined) throw new FarmError(`there is no job named '${name}'`);
      return job;
    },
    keepSecondsOf: () => 3_600,
    checkData: () => {},
  });
  const running = new Set<AbortController>();
  const host: FarmHost = {
    jobs: () => [...jobs.values()],
    enrol: () => {},
    settled: () => {},
    runsLeft: () => {},
    paused: () => {},
    leftOut: () => {},
    recorded: () => {},
    run: ticket => {
      const abort = new AbortController();
      running.add(abort);
      const record = perform(work[ticket.name] ?? (() => {}), ticket, abort.signal).finally(() =>
        running.delete(abort),
      );
      return { record, abort: reason => abort.abort(new Error(reason)) };
    },
  };
  engine.attach(host);
  await engine.ready();
  return {
    id: hostId,
    engine,
    asking,
    store,
    happened,
    troubles,
    async stop() {
      engine.stopping();
      for (const abort of running) abort.abort(new Error('a stop'));
      await engine.stopped();
    },
  };
}

async function perform(work: RealWork, ticket: SharedTicket, signal: AbortSignal): Promise<RunRecordJson> {
  const { name: jobName, key, runId, trigger, occurrenceMs } = ticket;
  const occurrence = new Date(occurrenceMs).toISOString();
  const startedAtMs = Date.now();
  const ended = (outcome: RunRecordJson['outcome']) => ({
    jobName,
    key,
    runId,
    trigger,
    occurrence,
    occurrenceMs,
    startedAtMs,
    lateMs: 0,
    attempts: 1,
    lines: [],
    settledAt: new Date().toISOString(),
    settledAtMs: Date.now(),
    outcome,
  });
  try {
    const value = (await work({ ...ticket, attempt: ticket.attempt ?? 1 }, signal)) as PlainData;
    return ended({ kind: 'succeeded', value });
  } catch (error) {
    if (signal.aborted) return ended({ kind: 'cancelled', detail: String(signal.reason) });
    return ended({
      kind: 'failed',
      error: { name: 'Error', message: error instanceof Error ? error.message : String(error) },
    });
  }
}

function plainJob(name: string): FarmJob {
  return {
    name,
    words: name,
    overlap: 'allow',
    group: undefined,
    times: undefined,
    isAfterCompletion: false,
    atMostOnce: false,
    isAsked: true,
    isRunHere: true,
    keepS: () => 3_600,
    isZoned: false,
    dataVersion: 1,
    retryAfterMs: () => undefined,
  };
}

/** Waits until it holds, or for ten seconds. */
export async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 1_000 && !holds(); tries += 1) await new Promise(wake => setTimeout(wake, 10));
}

/** Work that takes so long, unless it is aborted. */
export function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason instanceof Error ? signal.reason : new Error(String(signal.reason)));
    });
  });
}
