import { isBad } from '../../job/bad-outcome.js';
import type { RunDetail } from '../api.js';
import { length } from './length.js';
import { bar } from './mark-path.js';

/** The attempts of a run and the waits between them. */
export function Attempts({ run, isNarrow }: { readonly run: RunDetail; readonly isNarrow: boolean }) {
  const wide = isNarrow ? 320 : 640;
  const timed = run.tries.flatMap(({ n, startMs, ms }) => (startMs === undefined ? [] : [{ n, startMs, ms: ms ?? 0 }]));
  const whole = Math.max(1, run.ms ?? 0, ...timed.map(({ startMs, ms }) => startMs + ms));
  const x = (ms: number): number => (ms / whole) * wide;
  if (timed.length === 0) return null;
  return (
    <svg
      class="tries"
      viewBox={`0 0 ${wide} 26`}
      preserveAspectRatio="xMinYMin"
      role="img"
      aria-label={`${run.tries.length} attempts in ${length(run.ms)}: ${timed.map(({ ms }) => length(ms)).join(', ')}`}
    >
      {timed.map(({ n, startMs, ms }, index) => (
        <g key={n}>
          <path class={`m-${inkOf(run, index === timed.length - 1)}`} d={bar(x(startMs), 9, Math.max(3, x(ms)), 7)} />
          <text x={x(startMs)} y={22}>
            {isNarrow ? '' : 'attempt '}
            {n} · {length(ms)}
          </text>
        </g>
      ))}
    </svg>
  );
}

function inkOf({ kind }: RunDetail, isLast: boolean): string {
  return isLast && !isBad(kind) ? kind : 'failed';
}
