import type { Adoption } from './adoption.js';
import type { AskStore } from './ask-store.js';
import type { FarmCheck } from './farm-check.js';
import type { FarmClock } from './farm-clock.js';
import type { FarmSettings } from './farm-options.js';
import type { ReadStore } from './read-store.js';
import type { FarmHappening } from './seam.js';
import type { FarmStore } from './store.js';
import type { Toucher } from './toucher.js';

/** What a farm stands on: where it is kept, and who touches its rows. */
export interface FarmHome {
  readonly settings: FarmSettings;
  /** @throws FarmError for a connection that is none; asked at the start */
  check(): void;
  /**
   * @param tell told what happens to the database, from its opening on
   * @param adoption to which other database its address may lead
   */
  store(
    hostId: string,
    tell: (happening: FarmHappening) => void,
    adoption: Adoption,
  ): { readonly store: FarmStore; readonly asks: AskStore; readonly reads: ReadStore };
  /** @param clock that of the farm, by which a fence is counted from a touch, too */
  toucher(store: FarmStore, clock: FarmClock): Toucher;
  /** Connects, looks and lets go again. Never rejects. */
  examine(): Promise<readonly FarmCheck[]>;
  sql(role: string): Promise<string>;
}
