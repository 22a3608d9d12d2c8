import { modulo } from '../time/calendar.js';

/**
 * The least `x` from 0 on for which `step * x` leaves a remainder in [least, most] when it is divided by `modulus`, or
 * `undefined` where there is none. All are whole, `least` and `most` lie in [0, modulus). It takes as few steps as
 * Euclid's algorithm: where no multiple of `step` lies in the range, the question is asked again of the remainders that
 * the multiples of `modulus` leave, which are smaller.
 */
export function firstMultipleIn(step: number, modulus: number, least: number, most: number): number | undefined {
  if (least === 0) return 0;
  if (step === 0) return undefined;
  const first = Math.ceil(least / step);
  if (first * step <= most) return first;
  const laps = firstMultipleIn(modulus % step, step, modulo(-most, step), modulo(-least, step));
  return laps === undefined ? undefined : Math.ceil((least + modulus * laps) / step);
}
