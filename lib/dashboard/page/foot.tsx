import type { StateReply } from '../api.js';
import type { Intents } from './intents.js';
import { length } from './length.js';
import { clockSkewMs } from './server-clock.js';
import { Ticking } from './ticking.js';

/** What runs here, and how long already; what becomes of a pause. */
export function Foot({ state, intents }: { readonly state: StateReply | undefined; readonly intents: Intents }) {
  if (!state) return null;
  const { scheduler } = state;
  const { startedAt } = scheduler;
  return (
    <footer class="foot">
      <span>carillon {scheduler.version}</span>
      <span>node {scheduler.node}</span>
      <span>
        host <bdi>{scheduler.host}</bdi>, process {scheduler.pid}
      </span>
      {startedAt && (
        <span>
          up <Ticking text={now => length(Math.max(60_000, now - startedAt)).replace(/ \d\d s$/, '')} />
        </span>
      )}
      <span>tz {scheduler.tz}</span>
      <span>your clock: {skewWords(clockSkewMs())}</span>
      {state.user && (
        <span>
          you are <bdi>{state.user}</bdi>
        </span>
      )}
      <span>
        {scheduler.keeps
          ? 'What is paused here is kept, for all hosts.'
          : 'What is paused here is paused until the process restarts.'}
      </span>
      <span class="end">
        <button type="button" class="plain" onClick={() => intents.ask({ kind: 'help' })}>
          <kbd>?</kbd> keys
        </button>
      </span>
    </footer>
  );
}

function skewWords(ms: number): string {
  if (Math.abs(ms) < 20) return 'the same';
  return `${length(Math.abs(ms))} ${ms > 0 ? 'ahead' : 'behind'}`;
}
