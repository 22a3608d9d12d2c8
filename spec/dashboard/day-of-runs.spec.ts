import { expect } from 'chai';
import type { EndKind, JobReply, Run, RunReply, RunsReply } from '../../lib/dashboard/api.js';
import type { RunRecordJson } from '../../lib/index.js';
import { isBad, newest, recordsOf, streakOf, sum } from '../support/dashboard/ledger.js';
import { type ScriptedDay, scriptedDay } from '../support/dashboard/scripted-day.js';

describe('the runs of a day, as the dashboard tells them', function () {
  this.timeout(120_000);
  let day: ScriptedDay;

  before(async () => {
    day = await scriptedDay();
  });
  after(() => day.stop());

  it('has each job in full', async () => {
    for (const { name } of day.scheduler.jobs) {
      const records = recordsOf(day.ledger, name);
      const { job, runs, error, failures } = await day.get<JobReply>(`get=job&job=${name}`);
      expect(
        runs.map(({ id }) => id),
        name,
      ).to.deep.equal(newest(records, 50).map(({ runId }) => runId));
      for (const [index, record] of newest(records, 50).entries()) expectRun(runs[index], record);
      const count = (...kinds: readonly EndKind[]) =>
        sum(records.filter(({ outcome }) => kinds.includes(outcome.kind)).map(({ outcome }) => outcome.count ?? 1));
      expect(job.stats, name).to.include({
        runs: records.filter(({ startedAtMs }) => startedAtMs !== undefined).length,
        succeeded: count('succeeded'),
        failed: count('failed'),
        timedOut: count('timedOut'),
        cancelled: count('cancelled'),
        skipped: count('skipped'),
        missed: count('missed'),
      });
      const streak = streakOf(day.ledger, name);
      expect(failures, name).to.equal(streak > 0 ? streak : undefined);
      expect(error?.message).to.equal(streak > 0 ? records.findLast(isBad)?.outcome.error?.message : undefined);
    }
  });

  it('has all runs that are kept, page by page, and each by its id', async () => {
    const seen: Run[] = [];
    let before = '';
    for (;;) {
      const page = await day.get<RunsReply>(`get=runs&job=rates&limit=30${before}`);
      seen.push(...page.runs);
      if (page.after === undefined) break;
      before = `&before=${page.after}`;
    }
    expect(seen.map(({ id }) => id)).to.deep.equal(
      newest(recordsOf(day.ledger, 'rates'), 100).map(({ runId }) => runId),
    );
    for (const record of newest(recordsOf(day.ledger, 'rates'), 100)) {
      const { run } = await day.get<RunReply>(`get=run&run=${record.runId}`);
      expectRun(run, record);
      expect(run.error?.message).to.equal(record.outcome.error?.message);
      expect(run.error?.cause?.message).to.equal(record.outcome.error?.cause?.message);
      expect(run.value).to.equal(record.outcome.value === undefined ? undefined : JSON.stringify(record.outcome.value));
      expect(run.lines.map(({ text, at }) => [text, at])).to.deep.equal(
        record.lines.map(line => [line.message, line.atMs]),
      );
      expect(run.tries).to.have.lengthOf(record.attempts);
      const thrown = [...(record.retriedErrors ?? []), record.outcome.error].slice(0, record.attempts);
      expect(run.tries.map(({ error }) => error?.message)).to.deep.equal(thrown.map(error => error?.message));
      expect(run.tries.at(-1)?.error?.frames).to.deep.equal(record.attempts === 0 ? undefined : run.error?.frames);
      const ends = run.tries.map(({ startMs = 0, ms = 0 }) => startMs + ms);
      if (record.attempts > 0) expect(ends.at(-1)).to.equal(Math.round(record.durationMs ?? 0));
    }
    const failed = await day.get<RunsReply>('get=runs&outcome=timedOut&limit=500');
    expect(failed.runs.map(({ id }) => id)).to.deep.equal(
      newest(
        day.ledger.filter(({ outcome }) => outcome.kind === 'timedOut'),
        100,
      ).map(({ runId }) => runId),
    );
  });
});

function expectRun(run: Run | undefined, record: RunRecordJson): void {
  expect(run).to.include({
    key: record.key,
    job: record.jobName,
    at: record.occurrenceMs,
    lateMs: Math.round(record.lateMs),
    kind: record.outcome.kind,
    trigger: record.trigger,
    attempts: record.attempts,
  });
  expect(run?.startedAt).to.equal(record.startedAtMs);
  expect(run?.ms).to.equal(record.durationMs === undefined ? undefined : Math.round(record.durationMs));
  expect(run?.detail).to.equal(detailOf(record));
}

/** Of what was missed, which run was to stand in for it: whether it began is told by its own record. */
function detailOf({ outcome }: RunRecordJson): string | undefined {
  return outcome.kind === 'missed' ? `the run ${outcome.into} was to stand in for it` : outcome.detail;
}
