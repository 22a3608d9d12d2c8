import { DAY, MINUTE } from './shop-time.js';

/** A grid of physical time, where it is open. */
export function every(
  step: number,
  phase = 0,
  isOpen: (at: number) => boolean = () => true,
): (after: number) => number {
  return after => {
    let at = Math.floor((after - phase) / step) * step + step + phase;
    while (!isOpen(at)) at += step;
    return at;
  };
}

/** A time of day, on some days; offsets hold in the fortnight that is shown. */
export function daily(
  minutes: number,
  offset: number,
  isDay: (day: number) => boolean = () => true,
): (after: number) => number {
  return after => {
    for (let day = Math.floor((after + offset) / DAY) - 1; ; day += 1) {
      const at = day * DAY + minutes * MINUTE - offset;
      if (at > after && isDay(day)) return at;
    }
  };
}

/** The day of the week; 0 is Sunday. */
export function weekday(day: number): number {
  return (day + 4) % 7;
}

/** Whether a day is the last of its month that is no Saturday and no Sunday. */
export function isLastWeekday(day: number): boolean {
  const next = day + (weekday(day) === 5 ? 3 : 1);
  return weekday(day) % 6 !== 0 && new Date(day * DAY).getUTCMonth() !== new Date(next * DAY).getUTCMonth();
}
