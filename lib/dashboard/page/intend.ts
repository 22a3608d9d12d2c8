import { type Order, order } from './ask.js';
import type { Intents } from './intents.js';
import { isolated } from './isolated.js';
import { many } from './length.js';
import type { Model } from './model.js';
import { withRows } from './patch.js';
import { remember } from './remembered.js';
import { hashOf } from './route.js';
import type { Session } from './session.js';
import type { Store } from './store.js';
import { applyTheme } from './theme.js';

/** A sentence stays so long before the eyes, in milliseconds. */
const SAID_MS = 8_000;
const FRESH_MS = 2_000;

/** What a person wants, carried out on what the page knows. */
export function intend(store: Store, session: Session): Intents {
  let quiet: ReturnType<typeof setTimeout> | undefined;
  let saidAt = Number.NEGATIVE_INFINITY;
  const say = (text: string): void => {
    clearTimeout(quiet);
    // What was said a moment ago has not been heard yet: the two are one.
    const isFresh = performance.now() - saidAt < FRESH_MS;
    saidAt = performance.now();
    store.update(({ said }) => ({ said: isFresh && said !== text ? `${said} ${text}`.trim() : text }));
    quiet = setTimeout(() => store.update({ said: '' }), SAID_MS);
  };
  const keep = (part: Partial<Model>): void => {
    store.update(part);
    remember(store.model);
  };
  return {
    go: hash => {
      location.hash = hash;
    },
    turn: route => {
      history.replaceState(null, '', hashOf(route));
      store.update({ route });
    },
    setZone: zone => keep({ zone }),
    setTheme: theme => {
      keep({ theme });
      applyTheme(theme);
    },
    setKeys: hasKeys => keep({ hasKeys }),
    point: job => store.update({ cursor: job }),
    ask: asking => store.update({ asking }),
    leave: () => store.update({ asking: undefined }),
    perform: (what, done) => void perform(store, session, what, done, say),
    resume: job => void perform(store, session, { do: 'resume', job }, `${isolated(job)} is resumed.`, say),
    why: (job, at) => store.update({ why: { job, at } }),
    say,
    copy: (what, text) => {
      navigator.clipboard.writeText(text).then(
        () => say(`${what} was copied.`),
        () => say(`${what} could not be copied: this browser does not let the page.`),
      );
    },
  };
}

async function perform(
  store: Store,
  session: Session,
  what: Order,
  done: string,
  say: (text: string) => void,
): Promise<void> {
  try {
    const { body, refusal } = await order(what);
    session.answered();
    if (body && 'job' in body) store.update(withRows(store.model, [body.job]));
    const jobs = body && 'count' in body ? many(body.count, 'job') : '';
    say(refusal ? `Not done: ${refusal.message}` : done.replace('{jobs}', jobs));
    session.refresh();
  } catch {
    say('Not done, or not known to be done: nothing answers.');
    session.unanswered();
  }
}
