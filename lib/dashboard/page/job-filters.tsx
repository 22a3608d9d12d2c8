import type { StateReply } from '../api.js';
import type { Intents } from './intents.js';
import { Pick } from './pick.js';
import { Press } from './press.js';
import { FILTERS, type Route, SORTS } from './route.js';
import { Segments } from './segments.js';

/** What is shown of the jobs, in which order, and what is done to all. */
export function JobFilters({ state, route, intents }: FilterProps) {
  const { can, counts } = state;
  const countOf = { all: counts.jobs, look: counts.look, running: counts.running, paused: counts.paused };
  const isAllPaused = counts.paused > 0 && counts.pausable === 0;
  return (
    <div class="filters">
      <div class="search">
        <input
          type="search"
          id="find"
          placeholder="Find a job"
          aria-label="Find a job"
          autocomplete="off"
          spellcheck={false}
          value={route.q}
          onInput={event => intents.turn({ ...route, q: event.currentTarget.value })}
        />
        <span class="key" aria-hidden="true">
          /
        </span>
      </div>
      <Segments
        label="Which jobs"
        chosen={route.state}
        choices={FILTERS.map(([key, text]) => [key, text, countOf[key]] as const)}
        choose={key => intents.turn({ ...route, state: key })}
      />
      <div class="end">
        <Pick name="Sort by" chosen={route.sort} choices={SORTS} choose={sort => intents.turn({ ...route, sort })} />
        {can.pause && (
          <Press
            icon={isAllPaused ? 'resume' : 'pause'}
            act={() =>
              intents.ask(
                isAllPaused
                  ? { kind: 'resumeAll', count: counts.paused }
                  : { kind: 'pauseAll', count: counts.pausable },
              )
            }
          >
            {isAllPaused ? 'Resume all…' : 'Pause all…'}
          </Press>
        )}
      </div>
    </div>
  );
}

interface FilterProps {
  readonly state: StateReply;
  readonly route: Extract<Route, { page: 'jobs' }>;
  readonly intents: Intents;
}
