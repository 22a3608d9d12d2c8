import type { Farm, PgBossOptions } from '../../../../lib/farm/index.js';
import type { FarmStore } from '../../../../lib/farm/store.js';
import type { Clock } from '../../../../lib/index.js';
import type { Station } from './station.js';

/** Where the farms of a contract meet: the engine that is held to it. */
export interface Ground {
  /** By which the scenarios wait. */
  readonly clock: Clock;
  /** How many scenarios go side by side: where time is real, nobody wants to wait for one after the other. */
  readonly sideBySide: number;
  /** One more host of a farm, whose clock and wire are the station's. */
  farm(name: string, station: Station, options: PgBossOptions): Promise<Farm>;
  /** What any host could say to the database, as the judges of a host that has fallen silent. */
  witness(name: string): Promise<FarmStore>;
  close(): Promise<void>;
}
