import { render } from 'preact';
import { App } from './app.js';
import { intend } from './intend.js';
import type { Intents } from './intents.js';
import { listenToKeys } from './keys.js';
import type { Model } from './model.js';
import { recall } from './remembered.js';
import { routeOf } from './route.js';
import { Session } from './session.js';
import { Store } from './store.js';
import { tick } from './ticking.js';
import { titleOf } from './title.js';
import { applyTheme } from './theme.js';

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

function draw(): void {
  render(<App model={store.model} intents={intents} />, ROOT);
  document.title = titleOf(store.model);
  session.changed();
}
