import { render } from 'preact';
import { App } from './app.js';
import { intend } from './intend.js';
import type { Intents } from './intents.js';
import { listenToKeys } from './keys.js';
import type { Model } from './model.js';
import { recall } from './remembered.js';
import { routeOf } from './route.js';
import { Session } from './session.js';
import { sentence } from './state-sentence.js';
import { Store } from './store.js';
import { applyTheme } from './theme.js';
import { tick } from './ticking.js';
import { titleOf } from './title.js';

const narrow = matchMedia('(max-width: 700px)');
const remembered = recall();
const first: Model = {
  ...remembered,
  route: routeOf(location.hash),
  isNarrow: narrow.matches,
  link: { kind: 'opening' },
  answers: {},
  lines: new Map(),
  said: '',
};

const ROOT = document.getElementById('app') ?? document.body;
const store = new Store(first, draw);
const session = new Session(store);
const intents: Intents = intend(store, session);

applyTheme(remembered.theme);
narrow.addEventListener('change', () => store.update({ isNarrow: narrow.matches }));
listenToKeys(() => store.model, intents);
draw();
tick();
void session.start();

let failing: number | undefined;

function draw(): void {
  render(<App model={store.model} intents={intents} />, ROOT);
  document.title = titleOf(store.model);
  session.changed();
  const state = store.model.answers.state?.body;
  if (state === undefined || state.counts.failing === failing) return;
  // Who does not look at the page hears it change, and not how it is.
  if (failing !== undefined) intents.say(`${sentence(state)}.`);
  failing = state.counts.failing;
}
