import type { LineView, Row, Run } from '../api.js';
import { Clock } from './clock.js';
import { length, soFar } from './length.js';
import { Log } from './log.js';
import { progressWords, WideMeter } from './meter.js';
import { runHash } from './route.js';
import { Ticking } from './ticking.js';

/** A run in progress: how far it is, since when, and what it logs. */
export function Going({ run, row, lines, zone, isAlone }: GoingProps) {
  const progress = row.progress ?? run.progress;
  const since = run.startedAt ?? run.at;
  return (
    <section class="callout going" aria-label="In progress">
      <div class="row">
        <h2>
          {!progress ? 'In progress' : progressWords(progress)}
          {progress?.message && (
            <>
              {' · '}
              <bdi>{progress.message}</bdi>
            </>
          )}
        </h2>
        <span class="soft">
          since <Clock at={since} zone={zone} /> · <Ticking text={now => `${soFar(since, now)} so far`} />
          {row.p50 !== undefined && `, ${length(row.p50)} is typical`}
          {run.by && (
            <>
              , by hand (<bdi>{run.by}</bdi>)
            </>
          )}
        </span>
        {!isAlone && (
          <a class="end" href={runHash(run.id)}>
            this run alone
          </a>
        )}
      </div>
      {progress && <WideMeter progress={progress} name={row.name} />}
      <Log lines={lines} startedAt={since} />
    </section>
  );
}

interface GoingProps {
  readonly run: Run;
  readonly row: Row;
  readonly lines: readonly LineView[];
  readonly zone: string;
  /** Whether it is shown on its own page. */
  readonly isAlone?: boolean;
}
