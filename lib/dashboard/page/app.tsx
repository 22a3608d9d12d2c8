import { AskDialog } from './ask-dialog.js';
import { Banner } from './banner.js';
import { Foot } from './foot.js';
import { Page } from './page.js';
import { Said } from './said.js';
import { TopBar } from './top-bar.js';
import type { View } from './view.js';

/** The whole page. */
export function App({ model, intents }: View) {
  const state = model.answers.state?.body;
  return (
    <>
      {/* biome-ignore lint/a11y/useValidAnchor: without the script there is no page, and the address is the view. */}
      <a
        class="skip"
        href="#main"
        onClick={event => {
          // What follows `#` says what is shown: the link moves the focus, and nothing else.
          event.preventDefault();
          document.getElementById('main')?.focus();
        }}
      >
        Skip to content
      </a>
      <TopBar model={model} intents={intents} state={state} />
      <Banner model={model} state={state} />
      <main id="main" tabIndex={-1} class={model.link.kind === 'lost' ? 'stale' : undefined}>
        <Page model={model} intents={intents} />
      </main>
      <Foot state={state} intents={intents} />
      <Said model={model} />
      <AskDialog model={model} intents={intents} />
    </>
  );
}
