import type { StateReply } from '../api.js';
import { Icon } from './icon.js';
import type { Intents } from './intents.js';
import { FILTERS, type JobFilter, type JobSort, type Route, SORTS } from './route.js';
import { Segments } from './segments.js';

/** What is shown of the jobs, in which order, and what is done to all. */
export function JobFilters({ state, route, intents }: FilterProps) {
  const { can, counts } = state;
  const isAllPaused = counts.jobs > 0 && counts.paused === counts.jobs;
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
        <kbd aria-hidden="true">/</kbd>
      </div>
      <Segments
        label="Which jobs"
        chosen={route.state}
        choices={FILTERS.map(([key, text]) => [key, text, countOf(key, state)] as const)}
        choose={key => intents.turn({ ...route, state: key })}
      />
      <div class="end">
        <label class="pick">
          <span>Sort by</span>
          <select
            aria-label="Sort by"
            value={route.sort}
            onChange={event => intents.turn({ ...route, sort: event.currentTarget.value as JobSort })}
          >
            {SORTS.map(([key, text]) => (
              <option key={key} value={key}>
                {text}
              </option>
            ))}
          </select>
        </label>
        {can.pause && isAllPaused && (
          <button type="button" class="button" onClick={() => intents.ask({ kind: 'resumeAll', count: counts.paused })}>
            <Icon name="resume" />
            Resume all…
          </button>
        )}
        {can.pause && !isAllPaused && (
          <button type="button" class="button" onClick={() => intents.ask({ kind: 'pauseAll', count: counts.jobs - counts.paused })}>
            <Icon name="pause" />
            Pause all…
          </button>
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

function countOf(filter: JobFilter, { counts }: StateReply): number {
  switch (filter) {
    case 'all':
      return counts.jobs;
    case 'look':
      return counts.failing;
    case 'running':
      return counts.running;
    case 'paused':
      return counts.paused;
  }
}
