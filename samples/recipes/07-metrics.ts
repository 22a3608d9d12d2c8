// Metrics by the channel `carillon:run` of node:diagnostics_channel: whoever subscribes sees every run of every scheduler
// in the process, without a scheduler in hand. Tools for tracing subscribe to it the same way. Here: counters as
// Prometheus reads them.
import { tracingChannel } from 'node:diagnostics_channel';
import { Registry, Scheduler } from 'carillon';

const runs = new Map<string, number>();
tracingChannel('carillon:run').subscribe({
  start() {},
  end() {},
  asyncStart() {},
  asyncEnd: message => count(message as { jobName: string; error?: unknown }),
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

function count({ jobName, error }: { jobName: string; error?: unknown }): void {
  const labels = `{job="${jobName}",outcome="${error === undefined ? 'succeeded' : 'failed'}"}`;
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
carillon_runs_total{job="digest",outcome="succeeded"} 1
carillon_runs_total{job="rates",outcome="failed"} 1
*/
