import { expect } from 'chai';
import parsePrometheus from 'parse-prometheus-text-format';
import type {
  ActivityReply,
  JobsReply,
  ProblemsReply,
  StateReply,
  TimelineReply,
  WhyReply,
} from '../../lib/dashboard/api.js';
import type { RunRecordJson } from '../../lib/index.js';
import { isBad, newest, rank, recordsOf, streakOf, sum } from '../support/dashboard/ledger.js';
import { DAWN, type ScriptedDay, scriptedDay } from '../support/dashboard/scripted-day.js';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const LETTERS: Readonly<Record<string, string>> = {
  ...{ succeeded: 's', failed: 'f', timedOut: 't', cancelled: 'c', abandoned: 'a', skipped: 'k', missed: 'm' },
};

describe('a day, as the dashboard tells it', function () {
  this.timeout(120_000);
  let day: ScriptedDay;
  let now: number;

  before(async () => {
    day = await scriptedDay();
    now = day.clock.now();
  });
  after(() => day.stop());

  it('has all that can happen in it', () => {
    const kinds = new Set(day.ledger.map(({ outcome }) => outcome.kind));
    expect([...kinds].sort()).to.deep.equal(['cancelled', 'failed', 'missed', 'skipped', 'succeeded', 'timedOut']);
    const reasons = new Set(day.ledger.map(({ outcome }) => outcome.reason));
    expect([...reasons]).to.include.members(['overlap', 'paused', 'byHand']);
    expect(day.ledger).to.have.lengthOf.above(4_000);
  });

  it('has the counts of the ledger', async () => {
    const state = await day.get<StateReply>('get=state');
    const hour = Math.floor(now / HOUR_MS);
    const within = day.ledger.filter(({ settledAtMs }) => Math.floor(settledAtMs / HOUR_MS) > hour - 24);
    expect(state.day).to.deep.equal({
      runs: within.filter(({ startedAtMs }) => startedAtMs !== undefined).length,
      failed: within.filter(isBad).length,
      skipped: sum(within.filter(({ outcome }) => outcome.kind === 'skipped').map(({ outcome }) => outcome.count ?? 1)),
      missed: sum(within.filter(({ outcome }) => outcome.kind === 'missed').map(({ outcome }) => outcome.count ?? 0)),
    });
    const late = day.ledger.filter(({ startedAtMs }) => startedAtMs !== undefined).map(({ lateMs }) => lateMs);
    expect(state.lateP99).to.equal(rank(late.slice(-1_024), 0.99));
    const jobs = day.scheduler.jobs;
    expect(state.counts).to.deep.equal({
      jobs: jobs.length,
      running: jobs.filter(({ running }) => running.length > 0).length,
      failing: jobs.filter(({ name }) => streakOf(day.ledger, name) > 0).length,
      look: jobs.filter(({ name }) => streakOf(day.ledger, name) > 0).length,
      paused: 0,
      pausable: jobs.length,
    });
    const next = jobs.map(({ nextRun }) => nextRun?.toMillis() ?? Infinity);
    expect(state.nextAt).to.equal(Math.min(...next));
    expect(state.scheduler).to.include({ name: 'shop', state: 'running', startedAt: DAWN });
  });

  it('has the starts of the last hour on its drum, and those of the next', async () => {
    const { drum } = await day.get<StateReply>('get=state');
    expect(drum.slots).to.have.lengthOf(120);
    const behind = drum.slots.slice(0, 60);
    const starts = day.ledger.filter(({ startedAtMs = 0 }) => startedAtMs >= drum.from);
    const rails = starts.filter(({ jobName }) => jobName === 'heartbeat');
    // The present minute, which is the last of these, holds what is to come of it, too.
    expect(sum(behind.slice(0, 59).map(({ rail = 0 }) => rail))).to.equal(
      rails.filter(({ startedAtMs = 0 }) => startedAtMs < drum.from + 59 * MINUTE_MS).length,
    );
    const pins = behind.flatMap(({ pins: some = [] }) => some).filter(({ kind }) => kind !== undefined);
    expect(pins).to.have.lengthOf(starts.length - rails.length);
    expect(pins.filter(({ kind }) => kind === 'failed')).to.have.lengthOf(starts.filter(isFailed).length);
    const ahead = drum.slots.slice(60).flatMap(({ pins: some = [] }) => some.map(({ job }) => job));
    const toCome = ['stock', 'rates', 'feed', 'digest', 'letters', 'backup'].flatMap(name =>
      (day.scheduler.get(name)?.preview(60) ?? [])
        .map(at => at.toMillis())
        .filter(at => at >= drum.from + 60 * MINUTE_MS && at < drum.from + 120 * MINUTE_MS)
        .map(() => name),
    );
    expect([...ahead].sort()).to.deep.equal([...toCome].sort());
  });

  it('has each job as its records say', async () => {
    const { jobs, total } = await day.get<JobsReply>('get=jobs&sort=name');
    expect(total).to.equal(8);
    for (const row of jobs) {
      const records = recordsOf(day.ledger, row.name);
      expect(row.strip, row.name).to.equal(records.slice(-60).map(stripOf).join(''));
      expect(row.streak, row.name).to.equal(streakOf(day.ledger, row.name));
      const last = records.findLast(({ startedAtMs }) => startedAtMs !== undefined);
      expect(row.last?.id, row.name).to.equal(last?.runId);
      expect(row.last?.ms).to.equal(last === undefined ? undefined : Math.round(last.durationMs ?? 0));
      expect(row.last?.message).to.equal(last?.outcome.error?.message);
      expect(row.next, row.name).to.equal(day.scheduler.get(row.name)?.nextRun?.toMillis());
      const took = records.filter(({ durationMs }) => durationMs !== undefined).map(({ durationMs = 0 }) => durationMs);
      if (row.p50 !== undefined) expect(row.p50).to.be.closeTo(rank(took, 0.5), rank(took, 0.5) / 16 + 1);
    }
  });

  it('has its timeline', async () => {
    const [from, to] = [now - HOUR_MS, now + HOUR_MS];
    const names = ['stock', 'rates', 'digest'];
    const jobs = encodeURIComponent(JSON.stringify(names));
    const { rows } = await day.get<TimelineReply>(`get=timeline&from=${from}&to=${to}&width=4000&job=${jobs}`);
    expect(rows.map(({ job }) => job)).to.deep.equal(names);
    for (const { job, bars = [], future } of rows) {
      const records = recordsOf(day.ledger, job).filter(({ settledAtMs }) => settledAtMs >= from);
      const handle = day.scheduler.get(job);
      const going = [...(handle?.running ?? []), ...(handle?.waiting ?? [])];
      expect(
        bars.map(({ id }) => id),
        job,
      ).to.deep.equal([...records, ...going].map(({ runId }) => runId));
      const starts = (day.scheduler.get(job)?.preview(60) ?? []).map(at => at.toMillis()).filter(at => at < to);
      expect(future, job).to.deep.equal(starts);
    }
    const whole = await day.get<TimelineReply>(`get=timeline&from=${DAWN}&to=${now}&width=200`);
    const dense = whole.rows.find(({ job }) => job === 'rates');
    expect(sum((dense?.cells ?? []).map(({ n }) => n))).to.equal(newest(recordsOf(day.ledger, 'rates'), 100).length);
    expect(whole.marks.map(({ kind }) => kind)).to.include.members(['started', 'jumped']);
  });

  it('says why, of the very run', async () => {
    for (const record of newest(recordsOf(day.ledger, 'stock'), 20)) {
      const why = await day.get<WhyReply>(`get=why&job=stock&at=${record.occurrenceMs}`);
      expect(why.run, why.text).to.equal(record.runId);
      expect(why.code).to.equal(record.outcome.reason ?? record.outcome.kind);
    }
  });

  it('has the problems that follow from the ledger', async () => {
    const { problems } = await day.get<ProblemsReply>('get=problems');
    const failing = problems.filter(({ code }) => code === 'failing').map(({ job = '' }) => job);
    expect([...failing].sort()).to.deep.equal(
      day.scheduler.jobs
        .map(({ name }) => name)
        .filter(name => streakOf(day.ledger, name) >= 2)
        .sort(),
    );
    const overlapping = problems.filter(({ code }) => code === 'overlap').map(({ job = '' }) => job);
    const isOverlap = ({ outcome }: RunRecordJson) => outcome.reason === 'overlap';
    expect([...overlapping].sort()).to.deep.equal(
      day.scheduler.jobs
        .map(({ name }) => name)
        .filter(name => recordsOf(day.ledger, name).slice(-60).filter(isOverlap).length >= 3)
        .sort(),
    );
  });

  it('has what people did, and what came of it', async () => {
    const { activity } = await day.get<ActivityReply>('get=activity');
    expect(activity.map(({ who, what, job, why, result }) => [who, what, job, why, result])).to.deep.equal([
      ['ana', 'cancelled', 'stock', undefined, 'cancelled after 2 m'],
      ['ana', 'ran', 'report', undefined, 'succeeded after 0 ms'],
      ['ana', 'skipped', 'backup', 'it is moved', undefined],
      ['ana', 'resumed', 'digest', undefined, undefined],
      ['ana', 'paused', 'digest', 'INC-2231', undefined],
      ['shop', 'started', undefined, undefined, undefined],
    ]);
  });

  it('has metrics that an independent reader reads back', async () => {
    const families = parsePrometheus(await day.text('get=metrics'));
    const family = (name: string) => families.find(found => found.name === name)?.metrics ?? [];
    for (const { name } of day.scheduler.jobs) {
      const records = recordsOf(day.ledger, name);
      for (const kind of ['succeeded', 'failed', 'timedOut', 'cancelled'] as const) {
        const found = family('carillon_runs_total').find(
          ({ labels }) => labels?.['job'] === name && labels['outcome'] === kind,
        );
        expect(Number(found?.value), `${name} ${kind}`).to.equal(
          records.filter(({ outcome }) => outcome.kind === kind).length,
        );
      }
      const streak = family('carillon_consecutive_failures').find(({ labels }) => labels?.['job'] === name);
      expect(Number(streak?.value)).to.equal(streakOf(day.ledger, name));
    }
    const started = day.ledger.filter(({ startedAtMs }) => startedAtMs !== undefined);
    const [took] = family('carillon_run_duration_seconds');
    expect(Number(took?.count)).to.equal(started.length);
    expect(Number(took?.sum)).to.be.closeTo(sum(started.map(({ durationMs = 0 }) => durationMs)) / 1000, 0.01);
    expect(Number(took?.buckets?.['60'])).to.equal(started.filter(({ durationMs = 0 }) => durationMs <= 60_000).length);
    const [late] = family('carillon_lateness_seconds');
    expect(Number(late?.count)).to.equal(started.length);
    expect(Number(late?.buckets?.['0.005'])).to.equal(started.filter(({ lateMs }) => lateMs <= 5).length);
    expect(family('carillon_info')[0]?.labels).to.include({ name: 'shop', version: '0.2.0' });
  });
});

function stripOf({ outcome, attempts, durationMs }: RunRecordJson): string {
  const letter = outcome.kind === 'succeeded' && attempts > 1 ? 'r' : LETTERS[outcome.kind];
  return `${letter}${durationMs === undefined ? 0 : Math.round(Math.log2(durationMs + 1)).toString(36)}`;
}

function isFailed({ outcome }: RunRecordJson): boolean {
  return outcome.kind === 'failed';
}
