import type { Lanes } from './group.js';
import { type Crowd, Place } from './place.js';
import type { RunEntry } from './run-entry.js';
import type { RunHost } from './run-scope.js';
import { isInProgress, type RunnerEvent } from './runner-state.js';
import { StartQueue } from './start-queue.js';

/** What a runner is busy with: `waiting` is for its group, or for room in the scheduler. */
export type RunnerPhase = 'idle' | 'waiting' | 'running' | 'cancelling';

/**
 * @internal The guard of one job: however its occurrences come (on time, by hand, in a burst), two of its runs are in progress
 * together only under the policy `allow`, where each run gets a place to itself.
 */
export class JobRunner implements Crowd {
  readonly #host: RunHost;
  readonly #lanes: Lanes;
  readonly #starts: StartQueue;
  readonly #first: Place;
  /** Under `allow`, the further places that are taken. */
  #others: Set<Place> | undefined = undefined;

  constructor(host: RunHost, lanes: Lanes) {
    this.#host = host;
    this.#lanes = lanes;
    this.#starts = new StartQueue(host.clock);
    this.#first = new Place(host, lanes, this);
  }

  isAlone(place: Place): boolean {
    if (place !== this.#first && isInProgress(this.#first.state)) return false;
    for (const other of this.#others ?? []) if (other !== place && isInProgress(other.state)) return false;
    return true;
  }

  start(place: Place): void {
    this.#starts.add(place);
  }

  left(place: Place): void {
    this.#others?.delete(place);
  }

  due(run: RunEntry): void {
    const place = this.#placeFor(run);
    if (run.definition.overlap === 'cancelPrevious') this.#supersedeBeside(place);
    place.dispatch({ kind: 'due', run });
  }

  /** Calls `work`, and starts what it says is due afterwards, in turn: a thousand that were missed, say. */
  gather(work: () => void): void {
    this.#starts.gather(work);
  }

  cancel(reason: string): void {
    this.#tell({ kind: 'cancel', reason });
  }

  /** Takes back what waits; what runs goes on. */
  pause(reason: string): void {
    this.#tell({ kind: 'pause', reason });
  }

  /** Lets what runs finish and starts nothing again, for good. */
  stop(): void {
    this.#tell({ kind: 'stop' });
    this.#starts.clear();
  }

  /** Gives the run up, if it was aborted. */
  abandon(run: RunEntry): void {
    run.place?.abandon(run);
  }

  /** Whether no run is in progress or waits. */
  get isIdle(): boolean {
    return this.#first.isEmpty && (this.#others === undefined || this.#others.size === 0);
  }

  get phase(): RunnerPhase {
    let phase: RunnerPhase = 'idle';
    for (const { state } of this.#places) {
      if (state.kind === 'running') return 'running';
      if (state.kind === 'closing') return state.cause === undefined ? 'running' : 'cancelling';
      if (state.kind === 'cancelling') phase = 'cancelling';
      else if (state.kind === 'entering' && phase === 'idle') phase = 'waiting';
    }
    return phase;
  }

  /** The runs in progress, from their start until they have settled or were abandoned. */
  get runs(): readonly RunEntry[] {
    return this.#places.flatMap(({ state }) => (isInProgress(state) ? [state.run] : []));
  }

  /** The runs that wait for their group, for room in the scheduler, or for the run before them. */
  get waiting(): readonly RunEntry[] {
    return this.#places.flatMap(({ state }) => {
      const behind = 'behind' in state ? state.behind : [];
      return state.kind === 'entering' ? [state.run, ...behind] : behind;
    });
  }

  get #places(): readonly Place[] {
    return [this.#first, ...(this.#others ?? [])];
  }

  /** A job whose policy was `allow` until it was edited may hold several places: it waits until all of them are left. */
  #placeFor(run: RunEntry): Place {
    if (run.definition.overlap !== 'allow' || isFreeOrShut(this.#first)) return this.#first;
    const added = new Place(this.#host, this.#lanes, this);
    this.#others ??= new Set();
    this.#others.add(added);
    return added;
  }

  #supersedeBeside(place: Place): void {
    for (const other of this.#places)
      if (other !== place) other.dispatch({ kind: 'cancel', reason: 'a newer occurrence is due' });
  }

  #tell(event: RunnerEvent<RunEntry>): void {
    for (const place of this.#places) place.dispatch(event);
  }
}

/** A place that is shut by a stop takes the run in order to refuse it. */
function isFreeOrShut({ state, isStepping }: Place): boolean {
  return (state.kind === 'idle' && !isStepping) || state.kind === 'closing' || state.kind === 'closed';
}
