import type { Intents } from './intents.js';
import type { Model } from './model.js';
import { rowOf } from './patch.js';
import type { Route } from './route.js';
import { nextTheme } from './theme.js';

const PAGES: Readonly<Record<string, Route>> = {
  j: { page: 'jobs', q: '', state: 'all', sort: 'attention' },
  t: { page: 'timeline', hours: 6, at: 0 },
  p: { page: 'problems' },
  a: { page: 'activity', who: '', job: '' },
};

/** After `g`, a page's letter counts for so long, in milliseconds. */
const PREFIX_MS = 1_500;

/** Makes single keys do something: never with a modifier, never in a field, never in a dialog, and not where they are off. */
export function listenToKeys(model: () => Model, intents: Intents): void {
  let goneAt = Number.NEGATIVE_INFINITY;
  addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
    const { target } = event;
    if (target instanceof Element && target.closest('input, select, textarea, dialog') !== null) {
      if (event.key === 'Escape' && target instanceof HTMLInputElement) target.blur();
      return;
    }
    if (!model().hasKeys || model().asking !== undefined) return;
    const page = PAGES[event.key];
    if (page !== undefined && event.timeStamp - goneAt < PREFIX_MS) {
      goneAt = Number.NEGATIVE_INFINITY;
      intents.go(page);
      return;
    }
    goneAt = event.key === 'g' ? event.timeStamp : Number.NEGATIVE_INFINITY;
    if (pressed(event.key, target, model(), intents)) event.preventDefault();
  });
}

/** Does what a key says. @returns whether it said anything. */
function pressed(key: string, target: EventTarget | null, model: Model, intents: Intents): boolean {
  switch (key) {
    case '/':
      return find(model, intents);
    case 'j':
      return move(1, model, intents);
    case 'k':
      return move(-1, model, intents);
    case 'Enter':
      if (
        model.cursor === undefined ||
        (target !== document.body && !(target instanceof HTMLElement && target.id === 'main'))
      )
        return false;
      intents.go({ page: 'job', job: model.cursor, outcome: '', all: '', open: '' });
      return true;
    case 'r':
    case 'p':
      return deed(key, model, intents);
    case 'z':
      intents.setZone(({ job: 'mine', mine: 'utc', utc: 'job' } as const)[model.zone]);
      return true;
    case 't':
      intents.setTheme(nextTheme(model.theme, matchMedia('(prefers-color-scheme: dark)').matches));
      return true;
    case '?':
      intents.ask({ kind: 'help' });
      return true;
    case 'Escape':
      intents.point(undefined);
      return true;
    default:
      return false;
  }
}

/** Goes to the field at once: what is typed next must not be taken for keys. On another page it is there once it is drawn. */
function find(model: Model, intents: Intents): boolean {
  const focus = (): void => document.getElementById('find')?.focus();
  focus();
  if (model.route.page === 'jobs') return true;
  intents.go(PAGES['j'] as Route);
  addEventListener('hashchange', () => setTimeout(focus, 0), { once: true });
  return true;
}

function move(by: number, { route, answers, cursor }: Model, intents: Intents): boolean {
  const rows = answers.jobs?.body?.jobs ?? [];
  if (route.page !== 'jobs' || rows.length === 0) return false;
  const before = rows.findIndex(({ name }) => name === cursor);
  const next = rows[Math.min(rows.length - 1, Math.max(0, before + by))];
  intents.point(next?.name);
  setTimeout(() => document.getElementById('at')?.scrollIntoView({ block: 'nearest' }), 0);
  return true;
}

/** The job that is meant: the one that is shown, or the one that the keys went to. */
function deed(key: 'r' | 'p', model: Model, intents: Intents): boolean {
  const name = model.route.page === 'job' ? model.route.job : model.cursor;
  const row = name === undefined ? undefined : rowOf(model, name);
  const can = model.answers.state?.body?.can;
  if (row === undefined || row.phase === 'ended') return false;
  if (key === 'r') {
    if (can?.run !== true || row.takesData === true || row.paused !== undefined || row.phase !== 'idle') return false;
    intents.ask({ kind: 'run', job: row });
  } else {
    if (can?.pause !== true) return false;
    if (row.paused === undefined) intents.ask({ kind: 'pause', job: row });
    else intents.resume(row.name);
  }
  return true;
}
