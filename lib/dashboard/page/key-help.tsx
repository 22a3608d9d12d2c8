import type { Intents } from './intents.js';
import { Press } from './press.js';

const KEYS: readonly (readonly [string, string])[] = [
  ['/', 'find a job'],
  ['j  k', 'down, up'],
  ['Enter', 'open it'],
  ['r', 'run it now'],
  ['p', 'pause or resume it'],
  ['g j', 'jobs'],
  ['g t', 'timeline'],
  ['g p', 'problems'],
  ['g a', 'activity'],
  ['z', 'next time zone'],
  ['t', 'light or dark'],
  ['?', 'this help'],
  ['Esc', 'leave'],
];

/** What the keys do, and the way to switch them off. */
export function KeyHelp({ hasKeys, intents }: { readonly hasKeys: boolean; readonly intents: Intents }) {
  return (
    <>
      <h2 id="dialog-title">Keys</h2>
      <dl class="keys">
        {KEYS.map(([key, what]) => (
          <>
            <dt key={key}>
              <kbd>{key}</kbd>
            </dt>
            <dd key={what}>{what}</dd>
          </>
        ))}
      </dl>
      <label class="check">
        <input type="checkbox" checked={hasKeys} onChange={event => intents.setKeys(event.currentTarget.checked)} />
        <span>Single keys do something</span>
      </label>
      <div class="choices">
        <Press act={intents.leave}>Close</Press>
      </div>
    </>
  );
}
