import type { Intents } from './intents.js';
import type { Model } from './model.js';
import { rowOf } from './patch.js';
import { jobHash } from './route.js';
import { nextTheme } from './theme.js';

/** A key, what it does in words, and what does it: `false` where there is nothing to do. */
type Key = readonly [key: string, says: string, act: (model: Model, intents: Intents) => unknown];

/** What the keys do, in the order in which the help tells it; `g j` is one after the other. */
export const KEYS: readonly Key[] = [
  ['/', 'find a job', find],
  ['j', 'down', (model, intents) => move(1, model, intents)],
  ['k', 'up', (model, intents) => move(-1, model, intents)],
  ['Enter', 'open it', open],
  ['r', 'run it now', run],
  ['p', 'pause or resume it', pause],
  ...['jobs', 'timeline', 'problems', 'activity'].map(
    (page): Key => [`g ${page.charAt(0)}`, page, (_, { go }) => go(`#/${page}`)],
  ),
  [
    'z',
    'next time zone',
    ({ zone }, { setZone }) => setZone(({ job: 'mine', mine: 'utc', utc: 'job' } as const)[zone]),
  ],
  ['t', 'light or dark', ({ theme }, { setTheme }) => setTheme(nextTheme(theme))],
  ['?', 'this help', (_, { ask }) => ask({ kind: 'help' })],
  ['Escape', 'leave', (_, { point }) => point(undefined)],
];

/** After `g`, a page's letter counts for so long, in milliseconds. */
const PREFIX_MS = 1_500;

/** Makes single keys do something: never with a modifier, never in a field, never in a dialog, and not where they are off. */
export function listenToKeys(model: () => Model, intents: Intents): void {
  let goneAt = -PREFIX_MS;
  addEventListener('keydown', event => {
    const { target, key, timeStamp } = event;
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
    if (target instanceof Element && target.closest('input, select, textarea, dialog')) {
      if (key === 'Escape' && target instanceof HTMLInputElement) target.blur();
      return;
    }
    if (!model().hasKeys || model().asking) return;
    const name = timeStamp - goneAt < PREFIX_MS ? `g ${key}` : key;
    goneAt = key === 'g' ? timeStamp : -PREFIX_MS;
    const found = KEYS.find(([known]) => known === name);
    if (found && found[2](model(), intents) !== false) event.preventDefault();
  });
}

/** Goes to the field at once: what is typed next must not be taken for keys. On another page it is there once it is drawn. */
function find({ route }: Model, { go }: Intents): void {
  const focus = (): void => document.getElementById('find')?.focus();
  focus();
  if (route.page === 'jobs') return;
  go('#/jobs');
  addEventListener('hashchange', () => setTimeout(focus, 0), { once: true });
}

function move(by: number, { route, answers, cursor }: Model, { point }: Intents): unknown {
  const rows = answers.jobs?.body?.jobs ?? [];
  if (route.page !== 'jobs') return false;
  const before = rows.findIndex(({ name }) => name === cursor);
  point(rows[Math.min(rows.length - 1, Math.max(0, before + by))]?.name);
  return setTimeout(() => document.getElementById('at')?.scrollIntoView({ block: 'nearest' }), 0);
}

/** Opens the job that the keys went to; where the focus is on something else, the key is that one's. */
function open({ cursor }: Model, { go }: Intents): unknown {
  const { activeElement } = document;
  if (cursor === undefined || (activeElement !== document.body && activeElement?.id !== 'main')) return false;
  return go(jobHash(cursor));
}

function run(model: Model, { ask }: Intents): unknown {
  const row = meant(model);
  const can = model.answers.state?.body?.can.run;
  return row && can && !row.takesData && !row.paused && row.phase === 'idle' && ask({ kind: 'run', job: row });
}

function pause(model: Model, { ask, resume }: Intents): unknown {
  const row = meant(model);
  if (!row || !model.answers.state?.body?.can.pause || row.phase === 'ended') return false;
  return row.paused ? resume(row.name) : ask({ kind: 'pause', job: row });
}

/** The job that is meant: the one that is shown, or the one that the keys went to. */
function meant(model: Model) {
  const name = model.route.page === 'job' ? model.route.job : model.cursor;
  return name === undefined ? undefined : rowOf(model, name);
}
