import type { Intents } from './intents.js';
import { KEYS } from './keys.js';
import { Press } from './press.js';

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
