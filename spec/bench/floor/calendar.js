// @ts-check
import { Offsets } from './offsets.js';

/**
 * Integer arithmetic on calendar fields with a cached offset, and nothing else: no gaps, no overlaps, no filters, no
 * bounds, no checks. Each gives the first instant after `after` in a zone.
 * @typedef {(after: number) => number} Next
 */

const MINUTE = 60_000;
const DAY = 86_400_000;

/** @param {string} zone @param {number} hour @param {number} minute @returns {Next} */
export function daily(zone, hour, minute) {
  const offsets = Offsets.of(zone);
  const time = (hour * 60 + minute) * MINUTE;
  return after => {
    const wall = after + offsets.at(after);
    const today = Math.floor(wall / DAY);
    return offsets.instantOf((wall - today * DAY < time ? today : today + 1) * DAY + time);
  };
}

/** @returns {Next} */
export function everyMinute() {
  return after => (Math.floor(after / MINUTE) + 1) * MINUTE;
}

/** @param {string} zone @param {number} hour @param {number} minute @returns {Next} */
export function firstMonday(zone, hour, minute) {
  return monthly(zone, hour, minute, month => {
    const first = firstDayOf(month);
    return first + ((11 - (((first % 7) + 7) % 7)) % 7);
  });
}

/** @param {string} zone @param {number} hour @param {number} minute @returns {Next} */
export function lastDay(zone, hour, minute) {
  return monthly(zone, hour, minute, month => firstDayOf(month + 1) - 1);
}

/** @param {string} zone @returns {Next} */
export function leapDay(zone) {
  const offsets = Offsets.of(zone);
  return after => {
    const wall = after + offsets.at(after);
    let year = Math.floor(monthOf(Math.floor(wall / DAY)) / 12);
    for (; ; year++) {
      if (!(year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0))) continue;
      const candidate = (firstDayOf(year * 12 + 1) + 28) * DAY;
      if (candidate > wall) return offsets.instantOf(candidate);
    }
  };
}

/**
 * @param {string} zone
 * @param {number} hour
 * @param {number} minute
 * @param {(month: number) => number} dayIn
 * @returns {Next}
 */
function monthly(zone, hour, minute, dayIn) {
  const offsets = Offsets.of(zone);
  const time = (hour * 60 + minute) * MINUTE;
  return after => {
    const wall = after + offsets.at(after);
    const month = monthOf(Math.floor(wall / DAY));
    const candidate = dayIn(month) * DAY + time;
    return offsets.instantOf(candidate > wall ? candidate : dayIn(month + 1) * DAY + time);
  };
}

/** Days since 1970 of the first of a month; months are counted from the year 0. @param {number} month */
function firstDayOf(month) {
  const sinceMarch = month - 2;
  const year = Math.floor(sinceMarch / 12);
  const leapDays = Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400);
  return year * 365 + leapDays + Math.floor((153 * (sinceMarch - year * 12) + 2) / 5) - 719_468;
}

/** @param {number} day */
function monthOf(day) {
  const estimate = Math.floor((day * 4800) / 146_097) + 1970 * 12;
  if (day < firstDayOf(estimate)) return estimate - 1;
  return day < firstDayOf(estimate + 1) ? estimate : estimate + 1;
}
