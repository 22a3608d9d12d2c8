import type { Row } from '../api.js';
import { length } from './length.js';
import { type Look, lookWords, tally } from './look.js';
import { markPath } from './mark-path.js';
import { Marks } from './marks.js';
import { serverNow } from './server-clock.js';
import { type StripRun, stripRuns } from './strip-runs.js';
import { Tipped } from './tipped.js';

const PLACES = 60;
const STEP = 4;
const HIGH = 25;

/** The last runs of a job as bars: how they ended, and by the root of it how long they took. */
export function Strip({ row }: { readonly row: Row }) {
  const runs = shown(row);
  if (runs.length === 0) return <span class="soft">no run yet</span>;
  const most = Math.max(1, ...runs.filter(({ look }) => isGood(look)).map(({ ms }) => ms));
  const first = PLACES - runs.length;
  return (
    <Tipped at={share => tip(runs, Math.floor(share * PLACES) - first)}>
      <svg
        class="strip"
        viewBox={`0 0 ${PLACES * STEP} 26`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`Last ${runs.length} occurrences: ${tally(runs.map(({ look }) => look))}`}
      >
        <path class="grid" d={`M0 25.5h${PLACES * STEP}`} />
        <Marks
          pieces={runs.flatMap(({ look, ms }, index) => {
            const isBad = look === 'failed' || look === 'timedOut';
            const tall = isBad ? HIGH - 6 : 3 + (HIGH - 8) * Math.sqrt(Math.min(1, ms / most));
            return markPath(look, (first + index) * STEP + 0.5, HIGH, 3, tall);
          })}
        />
      </svg>
    </Tipped>
  );
}

/** The strip, with the run in progress at its end. */
function shown(row: Row): readonly StripRun[] {
  const runs = stripRuns(row.strip);
  if (row.phase !== 'running' && row.phase !== 'cancelling') return runs.slice(-PLACES);
  const going: StripRun = { look: 'running', ms: serverNow() - (row.since ?? serverNow()) };
  return [...runs.slice(1 - PLACES), going];
}

function isGood(look: Look): boolean {
  return look === 'succeeded' || look === 'flaky';
}

function tip(runs: readonly StripRun[], index: number): string | undefined {
  const run = runs[index];
  if (!run) return undefined;
  const back = runs.length - 1 - index;
  const which = back === 0 ? 'the last one' : back === 1 ? 'the one before the last' : `${back} before the last`;
  const took =
    run.look === 'skipped' || run.look === 'missed' || run.look === 'running' ? '' : `, about ${length(run.ms)}`;
  return `${which}: ${lookWords(run.look)}${took}`;
}
