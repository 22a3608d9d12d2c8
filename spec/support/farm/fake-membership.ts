import { differing, LIVES_MS, type Release, rulingOf } from '../../../lib/farm/release.js';
import type * as rows from '../../../lib/farm/rows.js';
import type * as farm from '../../../lib/farm/store.js';
import { type LateDecision, type LateSchedule, watermarkAtJoin } from '../../../lib/farm/watermark.js';
import type { FakeFarm } from './fake-farm.js';
import type { FakeRow, FakeSchedule } from './fake-rows.js';
import type { Send } from './fake-wire.js';

type Part = Pick<
  farm.FarmStore,
  | 'join'
  | 'beat'
  | 'wordsOf'
  | 'takeOver'
  | 'stopping'
  | 'leaveFarm'
  | 'raise'
  | 'decideLate'
  | 'goOn'
  | 'pause'
  | 'skip'
  | 'isWanted'
>;

/** Hosts, releases and schedules of a simulated farm. */
export function fakeMembership(shared: FakeFarm, send: Send): Part {
  return {
    join(joining: farm.Joining): Promise<farm.Joined> {
      return send(() => joinFarm(joining));
    },

    beat(hostId: string, release: string, horizon: string): Promise<farm.Beat> {
      return send(() => {
        const nowMs = shared.clock.now();
        const host = shared.hosts.get(hostId);
        if (host !== undefined) host.seenMs = nowMs;
        const mine = shared.releases.get(release);
        if (host?.plans && mine !== undefined) shared.releases.set(release, { ...mine, lastSeenMs: nowMs });
        for (const mark of shared.marks.values()) {
          if (mark.cutHost !== hostId) continue;
          mark.cuts = { ...mark.cuts, count: Math.max(0, mark.cuts.count - 1) };
          mark.cutHost = undefined;
        }
        const rows = [...shared.rows.values()].filter(({ state }) => state === 'active');
        return {
          databaseMs: nowMs,
          isKnown: host !== undefined,
          changed: told().filter(({ changed }) => changed >= Number(horizon)),
          horizon: String(shared.nextTransaction()),
          releases: allReleases(),
          cancels: [...shared.marks].flatMap(([id, { cancel }]) => (cancel === undefined ? [] : [{ id, ...cancel }])),
          active: rows.map(({ id, queue, attempt, beatMs }) => ({ id, queue, attempt, beat: String(beatMs) })),
        };
      });
    },

    wordsOf(release: string) {
      return send(() => shared.words(release));
    },

    takeOver(jobs: readonly farm.BroughtJob[], fromMs: number): Promise<readonly farm.KnownSchedule[]> {
      return send(() =>
        jobs.map(({ name, words, times }) => {
          const known = shared.schedules.get(name);
          if (known?.words === words) return known;
          const watermarkMs = shared.faults.forgetsWhatItLeft === true ? shared.clock.now() : fromMs;
          return put({ ...fresh(name, words, times), watermarkMs, settledMs: known?.settledMs ?? fromMs });
        }),
      );
    },

    stopping(hostId: string): Promise<void> {
      return send(() => {
        const host = shared.hosts.get(hostId);
        if (host !== undefined) host.isStopping = true;
      });
    },

    leaveFarm(hostId: string): Promise<void> {
      return send(() => void shared.hosts.delete(hostId));
    },

    raise(watermarks: ReadonlyMap<string, number>): Promise<void> {
      return send(() => {
        if (shared.faults.losesWatermarks === true) return;
        for (const [name, ms] of watermarks) {
          const schedule = shared.schedules.get(name);
          if (schedule !== undefined) schedule.watermarkMs = Math.max(ms, schedule.watermarkMs ?? ms);
        }
      });
    },

    decideLate(
      name: string,
      decide: (schedule: LateSchedule) => LateDecision | undefined,
      rowsOf: (decision: LateDecision) => readonly rows.NewRow[],
    ): Promise<number | undefined> {
      return send(() => {
        const schedule = shared.schedules.get(name);
        if (schedule === undefined) return undefined;
        const { until = Infinity } = schedule.pause ?? {};
        const watermarkMs = Math.max(schedule.watermarkMs ?? 0, until <= shared.clock.now() ? until - 1 : 0);
        const planned = [...shared.rows.values()].filter(
          ({ data }) => data.job === name && data.trigger !== 'manual' && data.missed === undefined,
        );
        const decision = decide({
          watermarkMs,
          planned: new Set(planned.map(({ data }) => data.at)),
          nowMs: shared.clock.now(),
        });
        if (decision === undefined) return watermarkMs;
        shared.insert(rowsOf(decision));
        if (shared.faults.losesWatermarks !== true) schedule.watermarkMs = Math.max(watermarkMs, decision.upTo);
        return decision.upTo;
      });
    },

    goOn(planned: ReadonlyMap<string, number>): Promise<void> {
      return send(() => {
        const isOpen = ({ state }: FakeRow) => state === 'created' || state === 'retry' || state === 'active';
        const open = new Set([...shared.rows.values()].filter(isOpen).map(({ data }) => data.job));
        for (const [name, at] of planned) {
          const schedule = shared.schedules.get(name);
          if (schedule === undefined || open.has(name) || (schedule.settledMs ?? 0) >= at) continue;
          put({ ...schedule, settledMs: shared.clock.now() });
        }
      });
    },

    pause(name: string, pause: rows.StoredPause | undefined): Promise<boolean> {
      return send(() => {
        const schedule = shared.schedules.get(name);
        if (schedule === undefined) return false;
        const heldMs = schedule.pause === undefined ? 0 : (schedule.pause.until ?? Infinity);
        if (pause === undefined) schedule.watermarkMs = Math.max(shared.clock.now(), schedule.watermarkMs ?? 0);
        else if (heldMs > shared.clock.now() && heldMs >= (pause.until ?? Infinity)) return false;
        put({ ...schedule, pause });
        return true;
      });
    },

    isWanted(job: string): Promise<boolean> {
      return send(() => {
        const nowMs = shared.clock.now();
        return [...shared.releases.values()].some(one => nowMs - one.lastSeenMs < LIVES_MS && job in one.words);
      });
    },

    skip(name: string, skip: rows.StoredSkip): Promise<void> {
      return send(() => {
        const schedule = shared.schedules.get(name);
        if (schedule !== undefined) put({ ...schedule, skips: [...schedule.skips, skip] });
      });
    },
  };

  /** What was given back because nobody knew it is due at once, but what waits for its next attempt. */
  function wake({ name, runs, dataVersion }: farm.BroughtJob): void {
    for (const row of shared.rows.values()) {
      const { job, v = 1, tries = 0 } = row.data;
      const isKnown = runs && job === name && v <= dataVersion;
      if (!isKnown || row.state !== 'retry' || tries > 0 || !shared.marks.get(row.id)?.givenBack) continue;
      row.startAfter = Math.min(row.startAfter, shared.clock.now());
    }
  }

  function joinFarm({ hostId, release, words, jobs, plans }: farm.Joining): farm.Joined {
    const { releases, hosts, schedules } = shared;
    const nowMs = shared.clock.now();
    const mates = [...hosts].filter(([id, host]) => id !== hostId && host.release === release && host.plans);
    const isFresh = !mates.some(([, host]) => !host.isStopping && nowMs - host.seenMs < LIVES_MS);
    const known = releases.get(release);
    const problems = isFresh || known === undefined ? [] : differing(words, known.words);
    const startedMs = isFresh ? nowMs : (known?.startedMs ?? nowMs);
    releases.set(release, {
      release,
      words: isFresh ? words : (known?.words ?? words),
      startedMs,
      firstSeenMs: known?.firstSeenMs ?? nowMs,
      lastSeenMs: nowMs,
    });
    for (const job of plans ? jobs : []) wake(job);
    hosts.set(hostId, { release, seenMs: nowMs, isStopping: false, plans });
    const ruling = rulingOf(allReleases(), nowMs);
    const isOther = plans && ruling !== undefined && ruling.release !== release;
    if (ruling?.release === release) {
      for (const { name, words: said, times } of jobs) {
        const old = schedules.get(name);
        if (!isFresh && old?.words === said) continue;
        const watermarkMs = watermarkAtJoin(old, said, nowMs);
        const settledMs = old?.words === said ? old.settledMs : isFresh ? undefined : nowMs;
        put({ ...fresh(name, said, times), pause: old?.pause, settledMs, watermarkMs });
      }
      const names = new Set(jobs.map(({ name }) => name));
      for (const schedule of schedules.values()) if (!names.has(schedule.name)) schedule.words = '';
    }
    const ruledBy = isOther ? { ...ruling, words: shared.words(ruling.release) } : undefined;
    return { startMs: startedMs, schedules: told(), ruledBy, problems };
  }

  /** All schedules, as they are now. */
  function told(): readonly FakeSchedule[] {
    return [...shared.schedules.values()].map(schedule => ({ ...schedule }));
  }

  function allReleases(): readonly Release[] {
    const hosts = [...shared.hosts.values()].filter(({ plans, isStopping }) => plans && !isStopping);
    return [...shared.releases.values()].map(one => {
      return { ...one, hasHosts: hosts.some(({ release }) => release === one.release) };
    });
  }

  function put(schedule: FakeSchedule): FakeSchedule {
    const written = { ...schedule, changed: shared.nextTransaction() };
    shared.schedules.set(schedule.name, written);
    return written;
  }
}

function fresh(name: string, words: string, times: number | undefined): FakeSchedule {
  const none = { watermarkMs: undefined, settledMs: undefined, pause: undefined };
  return { name, words, runsLeft: times, ...none, skips: [], changed: 0 };
}
