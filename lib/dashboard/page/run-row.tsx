import type { Run } from '../api.js';
import { Attempts } from './attempts.js';
import { Clock } from './clock.js';
import { ErrorChain } from './error-chain.js';
import { length, soFar } from './length.js';
import { Log } from './log.js';
import { lookOf, lookWords } from './look.js';
import type { Model } from './model.js';
import { allLines } from './patch.js';
import { runHash } from './route.js';
import type { TableRow } from './table.js';
import { Ticking } from './ticking.js';

/** One run as a row of a table, which opens in its place. */
export function runRow(
  run: Run,
  zone: string,
  model: Model,
  isOpen: boolean,
  turn: (isOpen: boolean) => void,
): TableRow {
  const { id, kind, attempts, count = 1 } = run;
  const isFarm = model.answers.state?.body?.scheduler.keeps;
  return {
    key: id,
    cells: [
      <button key="open" type="button" class="open" aria-expanded={isOpen} onClick={() => turn(!isOpen)}>
        <span class={`pill ${lookOf(kind, attempts)}`}>
          {lookWords(kind)}
          {attempts > 1 && ` · ${attempts} attempts`}
          {count > 1 && ` × ${count}`}
        </span>
      </button>,
      <Clock key="at" at={run.at} zone={zone} />,
      kind === 'running' ? (
        <Ticking text={now => soFar(run.startedAt ?? run.at, now)} />
      ) : run.startedAt ? (
        length(run.ms)
      ) : (
        '–'
      ),
      run.startedAt ? length(run.lateMs) : '–',
      <>
        {startedBy(run)}
        {run.host && isFarm && (
          <>
            , on <bdi>{run.host}</bdi>
          </>
        )}
      </>,
      <span key="said" class="line">
        <bdi>{run.message ?? run.value ?? run.detail ?? run.progress?.message}</bdi>
      </span>,
    ],
    ...(isOpen && { more: <Opened run={run} model={model} /> }),
  };
}

/** What started a run, in a word: `schedule`, `hand, ana`. */
export function startedBy({ trigger, by }: Run) {
  return (
    <>
      {TRIGGERS[trigger] ?? trigger}
      {trigger === 'manual' && by && (
        <>
          , <bdi>{by}</bdi>
        </>
      )}
    </>
  );
}

const TRIGGERS: Readonly<Partial<Record<Run['trigger'], string>>> = {
  manual: 'hand',
  catchUp: 'making up',
};

function Opened({ run, model }: { readonly run: Run; readonly model: Model }) {
  const told = model.answers.run?.body?.run;
  const detail = told?.id === run.id ? told : undefined;
  return (
    <div class="try">
      {detail && detail.tries.length > 1 && <Attempts run={detail} isNarrow={model.isNarrow} />}
      {detail?.error && <ErrorChain error={detail.error} />}
      <bdi>{run.detail}</bdi>
      {detail?.value && (
        <p>
          gave back <code>{detail.value}</code>
        </p>
      )}
      <Log
        lines={allLines(detail?.lines ?? [], model.lines.get(run.id))}
        startedAt={run.startedAt ?? run.at}
        hidden={detail?.hiddenLines}
      />
      <p class="soft">
        key <code>{run.key}</code> · <a href={runHash(run.id)}>this run alone</a>
      </p>
    </div>
  );
}
