import type { JobReply, Run } from '../api.js';
import { Clock } from './clock.js';
import { ahead } from './length.js';
import { lookWords } from './look.js';
import { Panel } from './panel.js';
import { Press } from './press.js';
import type { JobRoute } from './route.js';
import { runRow } from './run-row.js';
import { Segments } from './segments.js';
import { Table } from './table.js';
import { Ticking } from './ticking.js';
import type { View } from './view.js';

/** So many runs are shown before one asks for more. */
const FEW = 12;

/** The runs of a job, the newest first, by how they ended; each opens in its place. */
export function JobRuns({ model, intents, reply, route, zone }: RunsProps) {
  const { running, waiting, job } = reply;
  const more = model.answers.runs?.body?.runs ?? [];
  const told = more[0]?.job === job.name && (route.all || route.outcome) ? more : reply.runs;
  const all = [...new Map([...waiting, ...running, ...told].map(run => [run.id, run])).values()];
  const matching = all.filter(({ kind }) => route.outcome === '' || kind === route.outcome);
  const shown = route.all === '' ? matching.slice(0, FEW) : matching;
  const hasMore = route.all === '' && (matching.length > FEW || (told === reply.runs && reply.after));
  return (
    <Panel
      title="Runs"
      beside={<Kinds all={[...waiting, ...running, ...reply.runs]} route={route} turn={intents.turn} />}
    >
      {all.length === 0 ? (
        <NoRun next={job.next} zone={zone} />
      ) : (
        <Table
          heads={['Outcome', 'For', 'Took', 'Late by', 'Started by', 'What it said']}
          kinds={['', '', 'r num', 'r num opt', 'opt', 'why']}
          rows={shown.map(run =>
            runRow(run, zone, model, route.open === run.id, isOpen =>
              intents.turn({ ...route, open: isOpen ? run.id : '' }),
            ),
          )}
        />
      )}
      {hasMore && (
        <footer class="more">
          <span class="soft">
            {shown.length} of {!reply.after ? `the ${matching.length}` : 'those'} that are kept
          </span>
          <Press kind="small" act={() => intents.turn({ ...route, all: 'yes' })}>
            Show all
          </Press>
        </footer>
      )}
    </Panel>
  );
}

interface RunsProps extends View {
  readonly reply: JobReply;
  readonly route: JobRoute;
  readonly zone: string;
}

function Kinds({ all, route, turn }: KindsProps) {
  const kinds = [...new Set(all.map(({ kind }) => kind))];
  if (kinds.length < 2 && route.outcome === '') return null;
  const choices = kinds.map(kind => [kind, lookWords(kind), all.filter(run => run.kind === kind).length] as const);
  return (
    <Segments
      label="Which runs"
      chosen={route.outcome}
      choices={[['', 'All'], ...choices]}
      choose={outcome => turn({ ...route, outcome, open: '' })}
    />
  );
}

interface KindsProps {
  readonly all: readonly Run[];
  readonly route: JobRoute;
  readonly turn: View['intents']['turn'];
}

function NoRun({ next, zone }: { readonly next: number | undefined; readonly zone: string }) {
  return (
    <div class="empty">
      <h2>It has not run yet</h2>
      {next && (
        <p>
          Its first run is <Clock at={next} zone={zone} />, <Ticking text={now => ahead(next, now)} />.
        </p>
      )}
    </div>
  );
}
