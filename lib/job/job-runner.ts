import type { Lanes } from './group.js';
import { type Crowd, Place } from './place.js';
import type { RunEntry } from './run-entry.js';
import type { RunHost } from './run-scope.js';
import { isInProgress, type RunnerEvent } from './runner-state.js';

/** What a runner is busy with: `waiting` is for its group, or for room in the scheduler. */
export type RunnerPhase = 'idle' | 'waiting' | 'running' | 'cancelling';

/**
 * @internal The guard of one job: however its occurrences come (on time, by hand, in a burst), two of its runs are in progress
 * together only under the policy `allow`, where each run gets a place to itself.
 */
export class JobRunner implements Crowd {
  readonly #host: RunHost;
  readonly #lanes: Lanes;
  #places: Place[];
  #crowdedAt = 2;

  constructor(host: RunHost, lanes: Lanes) {
    this.#host = host;
    this.#lanes = lanes;
    this.#places = [new Place(host, lanes, this)];
  }

  isAlone(place: Place): boolean {
    return this.#places.length === 1 || this.#places.every(other => other === place || !isInProgress(other.state));
  }

  due(run: RunEntry): void {
    const place = this.#placeFor(run);
    if (run.definition.overlap === 'cancelPrevious') this.#supersedeBeside(place);
    place.dispatch({ kind: 'due', run });
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
  }

  /** Gives the run up, if it was aborted. */
  abandon(run: RunEntry): void {
    run.place?.abandon(run);
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

  /** A job whose policy was `allow` until it was edited may hold several places: it waits until all of them are left. */
  #placeFor(run: RunEntry): Place {
    const isAllowed = run.definition.overlap === 'allow';
    if (this.#places.length >= (isAllowed ? this.#crowdedAt : 2)) this.#clear();
    const [first] = this.#places;
    if (first !== undefined && (!isAllowed || isFreeOrShut(first))) return first;
    const added = new Place(this.#host, this.#lanes, this);
    this.#places.push(added);
    return added;
  }

  /** Under `allow` only when there are twice as many places as were left last time, so that a run costs the same in any crowd. */
  #clear(): void {
    this.#places = this.#places.filter(place => !place.isFree);
    this.#crowdedAt = 2 * this.#places.length + 2;
  }

  #supersedeBeside(place: Place): void {
    for (const other of [...this.#places])
      if (other !== place) other.dispatch({ kind: 'cancel', reason: 'a newer occurrence is due' });
  }

  #tell(event: RunnerEvent<RunEntry>): void {
    for (const place of [...this.#places]) place.dispatch(event);
  }
}

/** A place that is shut by a stop takes the run in order to refuse it. */
function isFreeOrShut(place: Place): boolean {
  return place.isFree || place.state.kind === 'closing' || place.state.kind === 'closed';
}
