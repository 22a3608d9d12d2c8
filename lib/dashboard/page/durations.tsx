import type { JobView, RecentRun } from '../api.js';
import { Clock } from './clock.js';
import { clockText } from './clock-text.js';
import { length, many, shortLength } from './length.js';
import { lookOf, lookWords, tally } from './look.js';
import { markPath } from './mark-path.js';
import { Marks } from './marks.js';
import { serverNow } from './server-clock.js';
import { Tipped } from './tipped.js';

const HIGH = 132;
const BASE = 112;
const LEFT = 46;

/** How long the last runs took, with the median and, where it matters, the timeout. */
export function Durations({ job, zone, isNarrow }: DurationsProps) {
  const places = isNarrow ? 30 : 60;
  const runs = job.recent.slice(-places);
  const { p50 = 0, p95 = 0 } = job.stats;
  const wide = isNarrow ? 480 : 1_200;
  const step = (wide - LEFT) / places;
  const limit = job.timeoutMs && job.timeoutMs < 2 * p95 ? job.timeoutMs : 0;
  const longest = Math.max(1, ...runs.map(run => run.ms ?? 0), limit);
  const most = longest * 1.04;
  // Where the tallest would flatten the others, heights follow the root.
  const power = most > 6 * p50 ? 0.5 : 1;
  const tallOf = (ms: number): number => (BASE - 16) * (ms / most) ** power;
  const x = (index: number): number => LEFT + (places - runs.length + index) * step;
  const looks = runs.map(look);
  return (
    <section class="panel chart" aria-label="Durations">
      <header>
        <h2>Last {many(runs.length, 'occurrence')}</h2>
        <span class="legend">
          <span>median {length(job.stats.p50)}</span>
          <span>p95 {length(job.stats.p95)}</span>
          {job.timeoutMs && <span>timeout {length(job.timeoutMs)}</span>}
          <span>{tally(looks)}</span>
        </span>
      </header>
      <Tipped at={share => tip(runs[Math.floor((share * wide - LEFT) / step) - places + runs.length], zone)}>
        <svg
          class="plot axis"
          viewBox={`0 0 ${wide} ${HIGH}`}
          role="img"
          aria-label={`How long the last ${runs.length} occurrences took: ${tally(looks)}; median ${length(job.stats.p50)}`}
        >
          <path class="grid" d={`M${LEFT} ${BASE + 0.5}H${wide}`} />
          {p50 > 0 && <Level y={BASE - tallOf(p50)} text={shortLength(p50)} wide={wide} kind="level" />}
          {limit > 0 && <Level y={BASE - tallOf(limit)} text={shortLength(limit)} wide={wide} kind="limit" />}
          {limit === 0 && longest > 1.3 * p50 && (
            <Level y={BASE - tallOf(longest)} text={shortLength(longest)} wide={wide} kind="level" />
          )}
          <Marks
            pieces={runs.flatMap((run, index) =>
              markPath(look(run), x(index) + 2.5, BASE, step - 5, Math.max(3, tallOf(run.ms ?? 0))),
            )}
          />
          {labelled(places, isNarrow).map(place => {
            const index = place - places + runs.length;
            const run = runs[index];
            if (!run) return null;
            const isLast = index === runs.length - 1;
            return (
              <text
                key={place}
                x={isLast ? wide : x(index) + step / 2}
                y={HIGH - 4}
                text-anchor={isLast ? 'end' : index === 0 ? 'start' : 'middle'}
              >
                {clockText(run.at, zone, serverNow(), false)}
              </text>
            );
          })}
        </svg>
      </Tipped>
    </section>
  );
}

interface DurationsProps {
  readonly job: JobView;
  readonly zone: string;
  readonly isNarrow: boolean;
}

function Level({
  y,
  text,
  wide,
  kind,
}: {
  readonly y: number;
  readonly text: string;
  readonly wide: number;
  readonly kind: string;
}) {
  return (
    <>
      <path class={kind} d={`M${LEFT} ${y}H${wide}`} />
      <text x={LEFT - 6} y={y + 4} text-anchor="end">
        {text}
      </text>
    </>
  );
}

function labelled(places: number, isNarrow: boolean): readonly number[] {
  return isNarrow ? [4, 16, places - 1] : [1, 15, 30, 45, places - 1];
}

function look(run: RecentRun) {
  return lookOf(run.kind, run.retried === true ? 2 : 1);
}

function tip(run: RecentRun | undefined, zone: string) {
  if (!run) return undefined;
  return (
    <>
      <b>
        <Clock at={run.at} zone={zone} />
      </b>
      <br />
      {lookWords(look(run))}
      {run.ms !== undefined && run.kind !== 'skipped' && ` after ${length(run.ms)}`}
    </>
  );
}
