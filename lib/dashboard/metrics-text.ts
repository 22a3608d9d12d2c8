import type { Histogram, JobNumbers } from '../console/console.js';
import { DURATION_BUCKETS_S, LATENESS_BUCKETS_S } from '../console/histogram.js';
import type { SchedulerView } from '../console/overview.js';

/** The numbers of the jobs as Prometheus reads them. */
export function metricsText(jobs: readonly JobNumbers[], { name, version, node }: SchedulerView): string {
  const family = (metric: string, type: string, help: string, samples: readonly string[]) =>
    [`# HELP ${metric} ${help}`, `# TYPE ${metric} ${type}`, ...samples].join('\n');
  const each = (metric: string, value: (job: JobNumbers) => number | undefined) =>
    jobs.flatMap(job => sample(metric, { job: job.job }, value(job)));
  return `${[
    family('carillon_info', 'gauge', 'What runs the jobs.', sample('carillon_info', { name, version, node }, 1)),
    family(
      'carillon_runs_total',
      'counter',
      'Occurrences that have ended, by how; skipped ones are in carillon_skipped_total.',
      jobs.flatMap(({ job, outcomes }) =>
        Object.entries(outcomes).flatMap(([outcome, count]) => sample('carillon_runs_total', { job, outcome }, count)),
      ),
    ),
    family(
      'carillon_skipped_total',
      'counter',
      'Occurrences that were not run, by why.',
      jobs.flatMap(({ job, skipped }) =>
        Object.entries(skipped).flatMap(([reason, count]) =>
          sample('carillon_skipped_total', { job, reason }, count === 0 ? undefined : count),
        ),
      ),
    ),
    family(
      'carillon_run_duration_seconds',
      'histogram',
      'From start to end, over all jobs.',
      histogram(
        'carillon_run_duration_seconds',
        jobs.map(({ durations }) => durations),
        DURATION_BUCKETS_S,
      ),
    ),
    family(
      'carillon_lateness_seconds',
      'histogram',
      'From the occurrence to the start, over all jobs.',
      histogram(
        'carillon_lateness_seconds',
        jobs.map(({ lateness }) => lateness),
        LATENESS_BUCKETS_S,
      ),
    ),
    family(
      'carillon_running',
      'gauge',
      'Runs in progress.',
      each('carillon_running', job => job.running),
    ),
    family(
      'carillon_consecutive_failures',
      'gauge',
      'Runs that ended badly in a row.',
      each('carillon_consecutive_failures', job => job.streak),
    ),
    family(
      'carillon_last_success_timestamp_seconds',
      'gauge',
      'When a run last succeeded.',
      each('carillon_last_success_timestamp_seconds', job => seconds(job.lastSuccess)),
    ),
    family(
      'carillon_next_run_timestamp_seconds',
      'gauge',
      'When the next run starts.',
      each('carillon_next_run_timestamp_seconds', job => seconds(job.next)),
    ),
  ].join('\n')}\n`;
}

/** One for all jobs: of each, ten thousand jobs would have a quarter of a million series. */
function histogram(metric: string, parts: readonly Histogram[], boundsS: readonly number[]): string[] {
  let count = 0;
  const samples = [...boundsS, undefined].flatMap((boundS, index) => {
    count += parts.reduce((sum, { buckets }) => sum + (buckets[index] ?? 0), 0);
    return sample(`${metric}_bucket`, { le: boundS === undefined ? '+Inf' : String(boundS) }, count);
  });
  const sumMs = parts.reduce((sum, part) => sum + part.sumMs, 0);
  return [...samples, `${metric}_sum ${sumMs / 1000}`, `${metric}_count ${count}`];
}

function sample(metric: string, labels: Readonly<Record<string, string>>, value: number | undefined): string[] {
  if (value === undefined) return [];
  const said = Object.entries(labels).map(([label, text]) => `${label}="${escaped(text)}"`);
  return [`${metric}{${said.join(',')}} ${value}`];
}

/** As the text format has it; a lone surrogate would make the whole unreadable. */
function escaped(text: string): string {
  return text
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(/[\\"\n]/g, character => (character === '\n' ? '\\n' : `\\${character}`));
}

function seconds(ms: number | undefined): number | undefined {
  return ms === undefined ? undefined : ms / 1000;
}
