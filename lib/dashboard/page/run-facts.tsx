import type { ComponentChildren } from 'preact';
import type { RunDetail } from '../api.js';
import { Clock } from './clock.js';
import { length, many } from './length.js';
import { startedBy } from './run-row.js';

/** The facts of one run. */
export function RunFacts({ run, zone }: { readonly run: RunDetail; readonly zone: string }) {
  return (
    <section class="panel" aria-label="Facts">
      <header>
        <h2>Facts</h2>
      </header>
      <dl class="pairs">
        <Fact name="For">
          <Clock at={run.at} zone={zone} />
        </Fact>
        {run.startedAt !== undefined && (
          <Fact name="Started">
            {length(run.lateMs)} late, by {startedBy(run)}
          </Fact>
        )}
        {run.settledAt !== undefined && (
          <Fact name="Ended">
            <Clock at={run.settledAt} zone={zone} />
          </Fact>
        )}
        {run.startedAt !== undefined && <Fact name="Took">{length(run.ms)}</Fact>}
        {run.attempts > 0 && <Fact name="Attempts">{run.attempts}</Fact>}
        {run.count !== undefined && <Fact name="Stands for">{many(run.count, 'occurrence')}</Fact>}
        {run.detail !== undefined && (
          <Fact name="Why">
            <bdi>{run.detail}</bdi>
          </Fact>
        )}
        {run.value !== undefined && (
          <Fact name="Gave back">
            <code>
              <bdi>{run.value}</bdi>
            </code>
          </Fact>
        )}
        {run.host !== undefined && (
          <Fact name="Host">
            <bdi>{run.host}</bdi>
          </Fact>
        )}
        <Fact name="Key">
          <code>
            <bdi>{run.key}</bdi>
          </code>
        </Fact>
      </dl>
    </section>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ComponentChildren }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}
