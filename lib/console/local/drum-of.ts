import type { Sees } from '../console.js';
import type { Drum, DrumPin, DrumSlot } from '../overview.js';
import { type Drummed, MAX_PINS, SLOT_MS, SLOTS } from './drummed.js';
import { rankOf } from './row-of.js';
import { MAX_ASKED, ownStarts } from './scheduled.js';
import { intervalOf, isRail, type Tracked } from './tracked.js';
import { upcomingOf } from './upcoming.js';

/** Starts to come that are worked out for one drum; of more jobs, only the first start. */
const MAX_WORKED_OUT = 2_000;

/** The last hour and the next, minute by minute; the minute that we are in belongs to both, and is the last of the first. */
export function drumOf(jobs: Iterable<Tracked>, drummed: Drummed, nowMs: number, sees: Sees | undefined): Drum {
  const present = Math.floor(nowMs / SLOT_MS);
  const first = present - SLOTS + 1;
  const behind = Array.from({ length: SLOTS }, (_, index) => drummed.slot(first + index, sees));
  const ahead = toCome(jobs, nowMs, present + 1);
  const now = behind.at(-1) ?? {};
  const due = ahead.get(present);
  if (due !== undefined) behind[SLOTS - 1] = joined(now, due);
  const slots = [...behind, ...Array.from({ length: SLOTS }, (_, index) => ahead.get(present + 1 + index) ?? {})];
  return { from: first * SLOT_MS, slotMs: SLOT_MS, slots };
}

function toCome(jobs: Iterable<Tracked>, nowMs: number, firstSlot: number): ReadonlyMap<number, DrumSlot> {
  const slots = new Map<number, { pins: DrumPin[]; more: number; rail: number }>();
  const toMs = (firstSlot + SLOTS) * SLOT_MS;
  let left = MAX_WORKED_OUT;
  for (const of of jobs) {
    const { nextMs } = rankOf(of);
    if (nextMs === undefined || nextMs >= toMs) continue;
    const starts = isRail(of) ? railStarts(of, nextMs, toMs) : startsOf(of, nextMs, nowMs, toMs, left);
    left -= isRail(of) ? 0 : starts.length;
    for (const at of starts) {
      const number = Math.floor(at / SLOT_MS);
      const slot = slots.get(number) ?? { pins: [], more: 0, rail: 0 };
      slots.set(number, slot);
      if (isRail(of)) slot.rail += Math.max(1, Math.round(SLOT_MS / (intervalOf(of) ?? SLOT_MS)));
      else if (slot.pins.length < MAX_PINS) slot.pins.push({ job: of.name });
      else slot.more += 1;
    }
  }
  return new Map([...slots].map(([number, slot]) => [number, tidy(slot)]));
}

/** One for each minute, which stands for as many starts as fit into it. */
function railStarts({ job }: Tracked, nextMs: number, toMs: number): readonly number[] {
  const own = job.schedule.plan.times === undefined ? undefined : ownStarts(job);
  const lastMs = (own?.length === MAX_ASKED ? undefined : own?.at(-1)) ?? Number.POSITIVE_INFINITY;
  const starts: number[] = [];
  for (let at = nextMs; at < toMs && at <= lastMs; at += SLOT_MS) starts.push(at);
  return starts;
}

function startsOf(of: Tracked, nextMs: number, nowMs: number, toMs: number, left: number): readonly number[] {
  const intervalMs = intervalOf(of);
  const isOnce = intervalMs === undefined || nextMs + intervalMs >= toMs || left <= 0;
  return isOnce ? [nextMs] : upcomingOf(of, Math.min(nowMs, nextMs), toMs, SLOTS).starts;
}

function joined(one: DrumSlot, other: DrumSlot): DrumSlot {
  const pins = [...(one.pins ?? []), ...(other.pins ?? [])];
  const more = (one.more ?? 0) + (other.more ?? 0) + Math.max(0, pins.length - MAX_PINS);
  const { bad } = one;
  return {
    ...tidy({ pins: pins.slice(0, MAX_PINS), more, rail: (one.rail ?? 0) + (other.rail ?? 0) }),
    ...(bad !== undefined && { bad }),
  };
}

function tidy({ pins, more, rail }: { pins: DrumPin[]; more: number; rail: number }): DrumSlot {
  return { ...(pins.length > 0 && { pins }), ...(more > 0 && { more }), ...(rail > 0 && { rail }) };
}
