import type { Order } from './ask.js';
import type { Asking } from './model.js';
import type { Route } from './route.js';
import type { Theme } from './theme.js';
import type { ZoneChoice } from './zone-text.js';

/** What a person can want of the page: views call these, and change nothing themselves. */
export interface Intents {
  /** Goes to another view by its address, as a link does: the browser can go back from it. */
  readonly go: (hash: string) => void;
  /** Changes the present view: a filter, an order, what is opened. The browser doesn't go back to each of them. */
  readonly turn: (route: Route) => void;
  readonly setZone: (zone: ZoneChoice) => void;
  readonly setTheme: (theme: Theme) => void;
  readonly setKeys: (hasKeys: boolean) => void;
  /** Marks a job for the keys. */
  readonly point: (job: string | undefined) => void;
  /** Asks before something is done. */
  readonly ask: (asking: Asking) => void;
  /** Takes the question back. */
  readonly leave: () => void;
  /** Has something done on the server, and says what came of it. */
  readonly perform: (order: Order, done: string) => void;
  /** Resumes a job. */
  readonly resume: (job: string) => void;
  /** Asks why a job did or didn't run at an instant. */
  readonly why: (job: string, at: number) => void;
  /** Says a sentence aloud. */
  readonly say: (text: string) => void;
  /** Copies a text, and says of what kind it was. */
  readonly copy: (what: string, text: string) => void;
}
