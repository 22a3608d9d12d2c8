import { render } from 'preact';
import { App } from './app.js';
import { intend } from './intend.js';
import type { Intents } from './intents.js';
import { listenToKeys } from './keys.js';
import type { Model } from './model.js';
import { recall } from './remembered.js';
import { routeOf } from './route.js';
import { sessionOf } from './session.js';
import { storeOf } from './store.js';
import { applyTheme } from './theme.js';
import { tick } from './ticking.js';

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
const store = storeOf(first, draw);
const session = sessionOf(store);
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
  const state = store.model.answers.state?.body;
  // The browser's tab says what the page does.
  const heading = document.querySelector('h1')?.textContent;
  document.title = [heading, state?.scheduler.name, state?.title ?? 'Carillon'].filter(Boolean).join(' · ');
  session.changed();
  if (!state || state.counts.failing === failing) return;
  // Who does not look at the page hears it change, and not how it is.
  if (failing !== undefined) intents.say(`${state.says.jobs}.`);
  failing = state.counts.failing;
}
