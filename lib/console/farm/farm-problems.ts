import type { FarmEvent } from '../../kit.js';
import type { Problem } from '../findings.js';
import { RECENT_MS } from '../local/marks.js';

/** The most that are kept. */
const KEPT = 20;

/** What this host told of its farm: that it is away or refuses, until it is back; and what somebody should look at. */
export class FarmProblems {
  readonly #now: () => number;
  #outside: Problem | undefined;
  #told: readonly (Problem & { readonly since: number })[] = [];

  constructor(now: () => number) {
    this.#now = now;
  }

  get all(): readonly Problem[] {
    const recent = this.#told.filter(({ since }) => since > this.#now() - RECENT_MS);
    return this.#outside === undefined ? recent : [this.#outside, ...recent];
  }

  heard({ kind, text, error }: FarmEvent): void {
    const since = this.#now();
    const cause = error instanceof Error ? { cause: error.message } : {};
    switch (kind) {
      case 'away':
        this.#outside = { code: 'farm', level: 'bad', since, title: text, ...cause, remedy: AWAY };
        return;
      case 'refused':
      case 'moved':
        this.#outside = { code: 'farm', level: 'bad', since, title: text, ...cause, remedy: REFUSED };
        return;
      case 'connected':
      case 'back':
        this.#outside = undefined;
        return;
      case 'problem':
      case 'unknown':
        this.#told = [...this.#told.filter(({ title }) => title !== text), problemOf(kind, text, since)].slice(-KEPT);
        return;
      case 'over':
        this.#told = this.#told.filter(({ title }) => title !== text);
        return;
      case 'handedOver':
      case 'fenced':
      case 'discarded':
        return;
    }
  }
}

const AWAY = 'look for the database: what runs on every host goes on, and what is shared waits';
const REFUSED = 'carillon doctor says what is wrong and what to do; until then this host runs nothing that is shared';

function problemOf(kind: 'problem' | 'unknown', title: string, since: number): Problem & { readonly since: number } {
  if (kind === 'problem') return { code: 'farm', level: 'warn', since, title };
  const remedy = 'deploy a release that has the job, or discard what was asked for: it waits so long';
  return { code: 'farm', level: 'warn', since, title, remedy };
}
