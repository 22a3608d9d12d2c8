import type { Row, RunReply, StateReply } from '../api.js';
import { Attempts } from './attempts.js';
import { Clock } from './clock.js';
import { Crumbs } from './crumbs.js';
import { CopyError, ErrorChain } from './error-chain.js';
import { Going } from './going.js';
import { length, many, soFar } from './length.js';
import { Log } from './log.js';
import { lookOf, lookWords } from './look.js';
import { Panel } from './panel.js';
import { allLines, rowOf } from './patch.js';
import { Press } from './press.js';
import { RunFacts } from './run-facts.js';
import { Ticking } from './ticking.js';
import type { View } from './view.js';
import { zoneOf } from './zone-text.js';

/** One run: its attempts, its error, its log, and its facts. */
export function RunPage({ model, intents, state, reply }: RunProps) {
  const { run } = reply;
  const row = rowOf(model, run.job);
  const zone = zoneOf(model.zone, row?.zone ?? state.scheduler.zone);
  const lines = allLines(run.lines, model.lines.get(run.id));
  const since = run.startedAt ?? run.at;
  return (
    <>
      <Crumbs job={run.job}>
        <Clock at={run.at} zone={zone} />
      </Crumbs>
      <div class="title">
        <h1>
          <bdi>{run.job}</bdi>, <Clock at={run.at} zone={zone} />
        </h1>
        <span class={`pill ${lookOf(run.kind, run.attempts)}`}>
          {lookWords(run.kind)}
          {run.kind === 'running' ? (
            <Ticking text={now => `, ${soFar(since, now)} so far`} />
          ) : (
            run.startedAt && ` after ${length(run.ms)}`
          )}
        </span>
        <div class="end">
          <Press act={() => intents.copy('The run', JSON.stringify(run, undefined, 2))}>Copy as JSON</Press>
          <RunDeeds model={model} intents={intents} state={state} reply={reply} row={row} />
        </div>
      </div>
      <div class="two">
        <div class="side">
          {run.tries.length > 0 && (
            <Panel title={many(run.tries.length, 'attempt')}>
              <div class="inner">
                <Attempts run={run} isNarrow={model.isNarrow} />
              </div>
            </Panel>
          )}
          {run.error && (
            <Panel title="Error" beside={<CopyError intents={intents} />}>
              <div class="inner">
                <ErrorChain error={run.error} />
              </div>
            </Panel>
          )}
          {run.kind === 'running' && row ? (
            <Going run={run} row={row} lines={lines} zone={zone} isAlone />
          ) : (
            <Panel title="Log" beside={<span class="soft">{lines.length} of at most 100 lines</span>}>
              <div class="inner">
                {lines.length === 0 && <p class="soft">It has logged nothing.</p>}
                <Log lines={lines} startedAt={since} hidden={run.hiddenLines} />
              </div>
            </Panel>
          )}
        </div>
        <RunFacts run={run} zone={zone} here={state.scheduler} />
      </div>
    </>
  );
}

interface RunProps extends View {
  readonly state: StateReply;
  readonly reply: RunReply;
}

/** What can be done from a run's page: to cancel it while it runs, to run its job again once it has ended. */
function RunDeeds({ intents, state, reply, row }: RunProps & { readonly row: Row | undefined }) {
  const { run } = reply;
  if (!row) return null;
  const isGoing = run.kind === 'running' || run.kind === 'waiting';
  if (isGoing) {
    if (!state.can.cancel) return null;
    return (
      <Press icon="cancel" act={() => intents.ask({ kind: 'cancel', job: row, run: run.id })}>
        Cancel…
      </Press>
    );
  }
  if (!state.can.run || row.takesData || row.paused || row.phase === 'ended') return null;
  return (
    <Press icon="run" kind="first" act={() => intents.ask({ kind: 'run', job: row })}>
      Run now
    </Press>
  );
}
