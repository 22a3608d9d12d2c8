import { releaseHere, wordsOf } from './connection.js';
import { BEAT_MS, Heartbeat, LEAST_MS } from './heartbeat.js';
import { Judge } from './judge.js';
import { LastingProblems } from './lasting-problems.js';
import type { Planner } from './planner.js';
import type { RowsInHand } from './rows-in-hand.js';
import { Ruling } from './ruling.js';
import type { FarmWorld } from './seam.js';
import type { Beat, Joined } from './store.js';
import type { TouchRefusal } from './toucher.js';
import type { VisitsParts } from './visits.js';

/** How often this host has the database's housekeeping done, if none else has. */
const MAINTAIN_MS = 60_000;

/** Said where notices get lost on their way. */
const DEAF =
  'what other hosts tell does not reach this one, as behind a pooler of transactions: runs begin up to some seconds later; name the server itself, or a pooler of sessions, or say { notify: false }';

/** What the presence of a host stands on. */
export interface PresenceParts extends VisitsParts {
  readonly world: FarmWorld;
  readonly rows: RowsInHand;
  readonly planner: Planner;
  /** Others are to look, since rows have come to them. */
  tellOthers(): void;
}

/** A host that is in the farm: it is seen, it touches what it holds, and it sees what changes. */
export class Presence {
  readonly #parts: PresenceParts;
  readonly #heartbeat: Heartbeat;
  readonly #judge: Judge;
  readonly #ruling: Ruling;
  #maintainedMs: number;
  readonly #problems: LastingProblems;

  constructor(parts: PresenceParts) {
    this.#parts = parts;
    const { connection, rows, jobs, tellOthers, answered, failed } = parts;
    const { store, clock } = connection;
    // Not before this host has decided what was missed: no row later than its watermark is deleted.
    this.#maintainedMs = clock.monotonic();
    this.#problems = new LastingProblems(connection.tell);
    this.#ruling = new Ruling({
      store,
      release: releaseHere(connection),
      words: wordsOf(connection.jobs),
      jobs: connection.jobs,
      again: schedule => jobs.enrol(schedule),
    });
    this.#judge = new Judge({ store, clock, rows, condemned: tellOthers });
    this.#heartbeat = new Heartbeat({
      connection,
      jobs,
      problems: this.#problems,
      answered,
      failed,
      seen: beat => this.#seen(beat),
      goesOn: () => true,
      // Earlier where a row would have been silent for long enough before, since others wait for what it holds.
      nextMs: () => Math.max(LEAST_MS, Math.min(BEAT_MS, this.#judge.dueInMs)),
    });
  }

  /** The farm has let this host in: its jobs get their first occurrences, and its rows are touched from now on. */
  start({ startMs, schedules, ruledBy }: Joined): void {
    const { connection, jobs, toucher, rows } = this.#parts;
    this.#ruling.joined(ruledBy);
    jobs.begin(startMs, schedules);
    toucher.start({
      touched: (asked, kept, sent) => rows.touched(asked, kept, sent),
      heard: () => this.heard(),
      hears: isHearing => this.#problems.see('notices', isHearing ? [] : [DEAF], connection.clock.monotonic()),
      held: ms => connection.tell({ kind: 'problem', text: holdsLoop(ms, rows.names) }),
      refused: refusal =>
        this.#problems.see('touching', refusal === undefined ? [] : [untouched(refusal)], connection.clock.monotonic()),
    });
    this.#heartbeat.start();
  }

  isRuledOut(name: string): boolean {
    return this.#ruling.isRuledOut(name);
  }

  /** Another host says: look. */
  heard(): void {
    this.#parts.rows.poke();
    this.#parts.look();
    this.#heartbeat.hurry();
  }

  /** It is always up to date. */
  refresh(): void {}

  hurry(): void {
    this.#heartbeat.hurry();
  }

  joinAgain(): void {
    this.#heartbeat.joinAgain();
  }

  close(): void {
    this.#heartbeat.close();
  }

  async #seen(beat: Beat): Promise<void> {
    const { connection, world, rows, planner, look } = this.#parts;
    await this.#ruling.see(beat.releases, beat.databaseMs);
    for (const { id, ...said } of beat.cancels) rows.abort(id, said);
    await planner.saveWatermarks();
    planner.flush();
    look();
    await this.#judge.see(beat.active);
    const { clock } = connection;
    if (clock.monotonic() - this.#maintainedMs < MAINTAIN_MS) return;
    this.#maintainedMs = clock.monotonic();
    this.#lookAfter().catch(error => world.trouble('housekeeping', error));
  }

  async #lookAfter(): Promise<void> {
    const { connection, planner } = this.#parts;
    const { store, clock } = connection;
    await planner.lookBack();
    await store.maintain();
    this.#problems.see('farm', await store.problems([...connection.jobs.values()]), clock.monotonic());
  }
}

function untouched({ why, remedy }: TouchRefusal): string {
  return `no run of this host can last for more than 9 s, and it hears of nothing at once (${why}): ${remedy}`;
}

function holdsLoop(ms: number, names: readonly string[]): string {
  const seconds = Math.round(ms / 1_000);
  return `the event loop was held for ${seconds} s while ${names.join(', ')} ran: move such work to a worker thread`;
}
