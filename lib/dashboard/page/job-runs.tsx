import type { EndKind, JobReply } from '../api.js';
import { Clock } from './clock.js';
import { ahead } from './length.js';
import { lookWords } from './look.js';
import { needsOf } from './needs.js';
import { Panel } from './panel.js';
import { Press } from './press.js';
import type { JobRoute } from './route.js';
import { runRow } from './run-row.js';
import { Segments } from './segments.js';
import { LETTERS } from './strip-runs.js';
import { Table } from './table.js';
import { Ticking } from './ticking.js';
import type { View } from './view.js';

/** So many runs are shown before one asks for more. */
const FEW = 12;

/** The runs of a job, the newest first, by how they ended; each opens in its place. */
export function JobRuns({ model, intents, reply, route, zone }: RunsProps) {
  const { running, waiting, job } = reply;
  const asked = model.answers.runs;
  const told = asked?.body && asked.query === needsOf(model).get('runs') ? asked.body : reply;
  const all = [...new Map([...waiting, ...running, ...told.runs].map(run => [run.id, run])).values()];
  const matching = all.filter(({ kind }) => route.outcome === '' || kind === route.outcome);
  const shown = route.all === '' ? matching.slice(0, FEW) : matching;
  return (
    <Panel title="Runs" beside={<Kinds reply={reply} route={route} turn={intents.turn} />}>
      {waiting.length + running.length + reply.runs.length === 0 ? (
        <NoRun next={job.next} zone={zone} />
      ) : (
        <>
          <Table
            heads={['Outcome', 'For', 'Took', 'Late by', 'Started by', 'What it said']}
            kinds={['', '', 'r num', 'r num opt', 'opt', 'why']}
            rows={shown.map(run =>
              runRow(run, zone, model, route.open === run.id, isOpen =>
                intents.turn({ ...route, open: isOpen ? run.id : '' }),
              ),
            )}
          />
          {(told.after || shown.length < (matching.length || 1)) && (
            <footer class="more">
              <span class="soft">
                {shown.length} of {told.after || matching.length === 0 ? 'those' : `the ${matching.length}`} that are
                kept
              </span>
              {shown.length === FEW && (
                <Press kind="small" act={() => intents.turn({ ...route, all: 'yes' })}>
                  Show all
                </Press>
              )}
            </footer>
          )}
        </>
      )}
    </Panel>
  );
}

interface RunsProps extends View {
  readonly reply: JobReply;
  readonly route: JobRoute;
  readonly zone: string;
}

/** Where the last runs are not all that are kept, nobody has counted how many of these ended so. */
function Kinds({ reply: { job, runs, after }, route, turn }: KindsProps) {
  const choices = [...LETTERS.values()].flatMap(kind => {
    const count = after ? job.stats[kind as EndKind] : runs.filter(run => run.kind === kind).length;
    return count ? [[kind, lookWords(kind), after ? undefined : count] as const] : [];
  });
  if (choices.length < 2 && route.outcome === '') return null;
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
  readonly reply: JobReply;
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
