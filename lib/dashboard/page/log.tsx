import type { LineView, RunDetail } from '../api.js';
import { many } from './length.js';

/** What a run logged, each line with the time since its start. */
export function Log({ lines, startedAt, hidden }: LogProps) {
  if (lines.length === 0) return null;
  return (
    <ol class="log" aria-label="Log">
      {lines.map(({ seq, at, level, text, data }) => (
        <>
          <li key={seq} class={level}>
            <span class="t">{since(at - startedAt)}</span>
            <span class="l">{level}</span>
            <span class="m">
              <bdi>{text}</bdi>
              {data && (
                <span class="soft">
                  {' '}
                  <bdi>{data}</bdi>
                </span>
              )}
            </span>
          </li>
          {hidden?.after === seq && (
            <li key={`${seq} hidden`} class="soft">
              <span class="t">…</span>
              <span class="l" />
              <span class="m">{many(hidden.count, 'line')} no longer kept</span>
            </li>
          )}
        </>
      ))}
    </ol>
  );
}

interface LogProps {
  readonly lines: readonly LineView[];
  readonly startedAt: number;
  readonly hidden?: RunDetail['hiddenLines'];
}

function since(ms: number): string {
  return `+${(Math.max(0, ms) / 1_000).toFixed(ms < 100_000 ? 2 : 1)} s`;
}
