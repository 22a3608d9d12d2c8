import type { JobReply, Run } from '../api.js';
import { Clock } from './clock.js';
import { ahead } from './length.js';
import { lookWords } from './look.js';
import type { Route } from './route.js';
import { RunRow } from './run-row.js';
import { Segments } from './segments.js';
import { Ticking } from './ticking.js';
import type { View } from './view.js';

/** So many runs are shown before one asks for more. */
const FEW = 12;

/** The runs of a job, the newest first, by how they ended; each opens in its place. */
export function JobRuns({ model, intents, reply, route, zone }: RunsProps) {
  const { job } = reply;
  const { olderRuns } = model;
  const isOlder = olderRuns?.job === job.name && olderRuns.outcome === route.outcome;
  const older = isOlder ? olderRuns.replies.flatMap(({ runs }) => runs) : [];
  const all = unique([...reply.waiting, ...reply.running, ...reply.runs, ...older]);
  const matching = all.filter(({ kind }) => route.outcome === 'all' || kind === route.outcome);
  const shown = isOlder ? matching : matching.slice(0, FEW);
  const next = isOlder ? olderRuns.replies.at(-1)?.after : reply.after;
  const more = (): void => intents.moreRuns(job.name, route.outcome, isOlder ? next : firstPage(route, reply));
  return (
    <section class="panel" aria-label="Runs">
      <header>
        <h2>Runs</h2>
        <Kinds all={all} route={route} turn={intents.turn} />
      </header>
      {all.length === 0 ? (
        <NoRun next={job.next} zone={zone} />
      ) : (
        <table class="runs">
          <thead>
            <tr>
              <th scope="col">Outcome</th>
              <th scope="col">For</th>
              <th scope="col" class="r">
                Took
              </th>
              <th scope="col" class="r opt">
                Late by
              </th>
              <th scope="col" class="opt">
                Started by
              </th>
              <th scope="col">What it said</th>
            </tr>
          </thead>
          <tbody>
            {shown.map(run => (
              <RunRow key={run.id} run={run} zone={zone} model={model} route={route} intents={intents} />
            ))}
          </tbody>
        </table>
      )}
      {(shown.length < matching.length || next !== undefined) && (
        <footer class="more">
          <span class="soft">
            {shown.length} of {isOlder || next !== undefined ? 'those' : `the ${matching.length}`} that are kept
          </span>
          <button type="button" class="button small" onClick={more}>
            {isOlder ? 'Show more' : 'Show all'}
          </button>
        </footer>
      )}
    </section>
  );
}

interface RunsProps extends View {
  readonly reply: JobReply;
  readonly route: Extract<Route, { page: 'job' }>;
  readonly zone: string;
}

/** What is there already needs no asking: it begins after it, unless only some of it is shown. */
function firstPage(route: RunsProps['route'], reply: JobReply): string | undefined {
  return route.outcome === 'all' ? reply.after : undefined;
}

function Kinds({ all, route, turn }: KindsProps) {
  const kinds = [...new Set(all.map(({ kind }) => kind))];
  if (kinds.length < 2 && route.outcome === 'all') return null;
  const { open: _, ...closed } = route;
  return (
    <Segments
      label="Which runs"
      chosen={route.outcome}
      choices={[
        ['all', 'All'] as const,
        ...kinds.map(kind => [kind, lookWords(kind), all.filter(run => run.kind === kind).length] as const),
      ]}
      choose={outcome => turn({ ...closed, outcome })}
    />
  );
}

interface KindsProps {
  readonly all: readonly Run[];
  readonly route: RunsProps['route'];
  readonly turn: View['intents']['turn'];
}

function NoRun({ next, zone }: { readonly next: number | undefined; readonly zone: string }) {
  return (
    <div class="empty">
      <h2>It has not run yet</h2>
      {next !== undefined && (
        <p>
          Its first run is <Clock at={next} zone={zone} />, <Ticking text={now => ahead(next, now)} />.
        </p>
      )}
    </div>
  );
}

function unique(runs: readonly Run[]): readonly Run[] {
  return [...new Map(runs.map(run => [run.id, run])).values()];
}
