import type { Run } from '../api.js';
import { Attempts } from './attempts.js';
import { Clock } from './clock.js';
import { ErrorChain } from './error-chain.js';
import { length, soFar } from './length.js';
import { lookOf, lookWords } from './look.js';
import { Log } from './log.js';
import { allLines } from './patch.js';
import { type JobRoute, runHash } from './route.js';
import { Ticking } from './ticking.js';
import type { View } from './view.js';

/** One run of a job, which opens in its place. */
export function RunRow({ run, zone, model, route, intents }: RunRowProps) {
  const isOpen = route.open === run.id;
  const since = run.startedAt ?? run.at;
  return (
    <>
      <tr>
        <td>
          <button
            type="button"
            class="open"
            aria-expanded={isOpen}
            onClick={() => intents.turn({ ...route, open: isOpen ? '' : run.id })}
          >
            <span class={`pill ${lookOf(run.kind, run.attempts)}`}>
              {lookWords(run.kind)}
              {run.attempts > 1 && ` · ${run.attempts} attempts`}
              {run.count !== undefined && run.count > 1 && ` × ${run.count}`}
            </span>
          </button>
        </td>
        <td>
          <Clock at={run.at} zone={zone} />
        </td>
        <td class="r num">{run.kind === 'running' ? <Ticking text={now => soFar(since, now)} /> : took(run)}</td>
        <td class="r num opt">{run.startedAt === undefined ? '–' : length(run.lateMs)}</td>
        <td class="opt">{startedBy(run)}</td>
        <td class="why">
          <span class="line">
            <bdi>{run.message ?? run.detail ?? run.progress?.message ?? ''}</bdi>
          </span>
        </td>
      </tr>
      {isOpen && (
        <tr class="detail">
          <td colSpan={6}>
            <Opened run={run} model={model} />
          </td>
        </tr>
      )}
    </>
  );
}

interface RunRowProps extends View {
  readonly run: Run;
  readonly zone: string;
  readonly route: JobRoute;
}

/** What started a run, in a word: `schedule`, `hand, ana`. */
export function startedBy({ trigger, by }: Run) {
  switch (trigger) {
    case 'manual':
      return by === undefined ? <>hand</> : <>hand, <bdi>{by}</bdi></>;
    case 'catchUp':
      return <>making up</>;
    case 'asked':
      return <>asked for</>;
    case 'schedule':
    case 'startup':
      return <>{trigger}</>;
  }
}

function Opened({ run, model }: { readonly run: Run; readonly model: View['model'] }) {
  const answer = model.answers.run;
  const detail = answer?.body?.run.id === run.id ? answer.body.run : undefined;
  const lines = allLines(detail?.lines ?? [], model.lines.get(run.id));
  return (
    <div class="try">
      {detail !== undefined && detail.tries.length > 1 && <Attempts run={detail} isNarrow={model.isNarrow} />}
      {detail?.error !== undefined && <ErrorChain error={detail.error} />}
      {run.detail !== undefined && (
        <p>
          <bdi>{run.detail}</bdi>
        </p>
      )}
      {detail?.value !== undefined && (
        <p>
          gave back{' '}
          <code>
            <bdi>{detail.value}</bdi>
          </code>
        </p>
      )}
      <Log lines={lines} startedAt={run.startedAt ?? run.at} hidden={detail?.hiddenLines} />
      <p class="soft">
        key{' '}
        <code>
          <bdi>{run.key}</bdi>
        </code>{' '}
        · <a href={runHash(run.id)}>this run alone</a>
      </p>
    </div>
  );
}

function took(run: Run): string {
  return run.kind === 'skipped' || run.kind === 'missed' || run.kind === 'waiting' ? '–' : length(run.ms);
}
