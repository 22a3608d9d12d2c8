import type { StateReply } from '../api.js';
import type { Intents } from './intents.js';
import { ago, apart } from './length.js';
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
          up <Ticking text={now => ago(startedAt, now).replace(' ago', '')} />
        </span>
      )}
      <span>tz {scheduler.tz}</span>
      <span>your clock: {Math.abs(clockSkewMs()) < 20 ? 'the same' : apart(clockSkewMs())}</span>
      {state.user && (
        <span>
          you are <bdi>{state.user}</bdi>
        </span>
      )}
      <span>{state.says.pauses}</span>
      <span class="end">
        <button type="button" onClick={() => intents.ask({ kind: 'help' })}>
          <kbd>?</kbd> keys
        </button>
      </span>
    </footer>
  );
}
