// Metrics by the channel `carillon:run` of node:diagnostics_channel: whoever subscribes sees the work of every run of every
// scheduler in the process, without a scheduler in hand. Tools for tracing subscribe to it the same way. Here: counters as
// Prometheus reads them. What a run counts as, such as timed out or skipped, is told by the events of its scheduler, and
// counted by its dashboard, at ?get=metrics.
import { tracingChannel } from 'node:diagnostics_channel';
import { Registry, type RunTrace, Scheduler } from 'carillon';

const runs = new Map<string, number>();
tracingChannel<string, RunTrace>('carillon:run').subscribe({
  start() {},
  end() {},
  asyncStart() {},
  asyncEnd: count,
  error() {},
});

const registry = new Registry({ zone: 'UTC' });
registry
  .schedule(() => {})
  .withName('digest')
  .toRunEvery(1)
  .days();
registry.schedule(fail).withName('rates').toRunEvery(1).hours();

await using scheduler = new Scheduler(registry).start();
scheduler.on('failed', () => {}); // Somebody is told.
for (const job of scheduler.jobs) await job.trigger();
console.log(metrics());

function count(trace: RunTrace): void {
  const labels = `{job="${trace.jobName}",work="${'error' in trace ? 'threw' : 'returned'}"}`;
  runs.set(labels, (runs.get(labels) ?? 0) + 1);
}

function metrics(): string {
  return [
    '# TYPE carillon_runs_total counter',
    ...[...runs].map(([labels, n]) => `carillon_runs_total${labels} ${n}`),
  ].join('\n');
}

function fail(): void {
  throw new Error('no answer');
}

/* prints:
# TYPE carillon_runs_total counter
carillon_runs_total{job="digest",work="returned"} 1
carillon_runs_total{job="rates",work="threw"} 1
*/
