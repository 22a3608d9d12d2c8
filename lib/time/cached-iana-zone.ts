import { IANAZone } from 'luxon';
import { FIRST_INSTANT, LAST_INSTANT, MINUTE_MS } from './calendar.js';
import type { OffsetPeriods } from './offset-periods.js';

/**
 * Luxon's zone of the same name, with the offsets out of our cache: a `DateTime` asks for its offset when it is made,
 * and `Intl` takes twenty times as long to answer as all the rest. Inheriting is how Luxon takes a zone of another's making.
 */
export class CachedIanaZone extends IANAZone {
  readonly #periods: OffsetPeriods;

  constructor(name: string, periods: OffsetPeriods) {
    super(name);
    this.#periods = periods;
  }

  /** In minutes, as Luxon counts. */
  override offset(instant: number): number {
    const isCached = instant >= FIRST_INSTANT && instant <= LAST_INSTANT;
    return isCached ? this.#periods.at(instant).offsetMs / MINUTE_MS : super.offset(instant);
  }
}
