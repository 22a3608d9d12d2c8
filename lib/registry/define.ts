import { NeverFiresError, ScheduleError, ScheduleRangeError } from '../errors.js';
import type { JobDefinition } from '../job/definition.js';
import { isJob, lengthMsOf } from '../job/job.js';
import type { OverlapPolicy } from '../job/policies.js';
import { planWords } from '../recurrence/describe/parts.js';
import { isName, MAX_NAME_LENGTH, MOST_OF_UNIT } from '../recurrence/limits.js';
import { remedyFor } from '../recurrence/ready-plan.js';
import { Schedule } from '../recurrence/schedule.js';
import { HOUR_MS, MINUTE_MS } from '../time/calendar.js';
import { type Draft, type Every, jobLabel, NONE, nameOf, saidOverlap, sayTiming } from './draft.js';
import { DEFAULT_MISSED } from './job-words.js';
import type { Place } from './place.js';
import { planOf } from './plan.js';

/** The group of all the jobs of a serial registry. */
export const SERIAL_GROUP = 'serial registry';

/**
 * All that a finished chain says of its job, as the scheduler takes it; where it is an edit, what it leaves unsaid is kept.
 * @throws ScheduleError if the chain is unfinished, contradicts itself, or can never fire
 */
export function define(said: Draft, place: Place | undefined): JobDefinition {
  const draft = place === undefined ? said : { ...said, place };
  const { work, origin, behaviour, kept } = draft;
  const schedule = scheduleOf(draft);
  const overlap = saidOverlap(draft);
  const definition: JobDefinition = {
    schedule,
    namedBy: nameOf(draft).by,
    zonedBy: draft.timing.zonedBy ?? (draft.timing.given === undefined ? origin.zonedBy : 'person'),
    purpose: behaviour.purpose ?? kept?.purpose,
    tags: behaviour.tags ?? kept?.tags ?? NONE,
    declaredAt: kept?.declaredAt,
    work,
    andThen: behaviour.andThen ?? kept?.andThen ?? NONE,
    overlap: overlap ?? unsaidOverlap(schedule),
    overlapBy: overlap === undefined ? 'schedule' : 'person',
    group: origin.serial ? SERIAL_GROUP : (behaviour.group ?? kept?.group),
    timeoutMs: behaviour.timeoutMs ?? kept?.timeoutMs ?? ownTimeoutMs(draft),
    abandonAfterMs: behaviour.abandonAfterMs ?? kept?.abandonAfterMs,
    retry: behaviour.retry ?? kept?.retry,
    missed: behaviour.missed ?? kept?.missed ?? DEFAULT_MISSED,
    everyHost: behaviour.everyHost ?? kept?.everyHost ?? false,
    delivery: behaviour.delivery ?? kept?.delivery ?? 'atLeastOnce',
    taking: behaviour.taking ?? kept?.taking,
    conditions: withKept(behaviour.conditions, kept?.conditions, ({ expect }) => String(expect)),
    hooks: withKept(behaviour.hooks, kept?.hooks, hook => Object.keys(hook).join()),
  };
  return Object.freeze(place === undefined ? definition : declaredAt(place, definition));
}

/**
 * The same, with the place as text when it is asked for: most places never are, and to make text of one takes as long as all
 * else that is done here. They share one getter, since V8 lays out anew what has one of its own, and then looks anew at each
 * definition wherever one is read: see `declare` and `burst` in the bench.
 */
function declaredAt(place: Place, { declaredAt: _, ...definition }: JobDefinition): JobDefinition {
  const placed: Placed & Omit<JobDefinition, 'declaredAt'> = Object.assign({ [PLACE]: place }, definition);
  return Object.defineProperty(placed, 'declaredAt', TEXT_OF_PLACE) as Placed & JobDefinition;
}

const PLACE = Symbol('place');

interface Placed {
  readonly [PLACE]: Place;
}

const TEXT_OF_PLACE: PropertyDescriptor & ThisType<Placed> = {
  enumerable: true,
  get() {
    return this[PLACE].text;
  },
};

/** What is asked for is never skipped, and a grid never overlaps itself. */
function unsaidOverlap({ plan }: Schedule): OverlapPolicy {
  return plan.when.kind === 'asked' ? 'allow' : 'skip';
}

function scheduleOf(draft: Draft): Schedule {
  const plan = planOf(withOwnInterval(draft));
  const name = checkedName(draft) ?? planWords(plan).slice(0, MAX_NAME_LENGTH);
  try {
    return new Schedule(name, plan);
  } catch (error) {
    // A schedule knows its name, but not where it was declared.
    const place = draft.place?.text;
    if (place === undefined || !(error instanceof ScheduleError)) throw error;
    if (error instanceof NeverFiresError)
      throw new NeverFiresError(name, { declaredAt: place, cause: error, remedy: remedyFor(plan) });
    const message = error.message.replace(`job '${name}'`, () => jobLabel(draft));
    throw new ScheduleError(message, { cause: error });
  }
}

/** Its name; `undefined` where only its words can give one. */
function checkedName(draft: Draft): string | undefined {
  const { name } = nameOf(draft);
  if (name === undefined || isName(name)) return name;
  throw new ScheduleError(
    `${jobLabel(draft)} needs a name of 1 to ${MAX_NAME_LENGTH} whole characters: add .withName('…')`,
  );
}

/** What an edit says by a word replaces all that was said by this word; the rest is kept. */
function withKept<Item>(
  said: readonly Item[] = NONE,
  kept: readonly Item[] = NONE,
  wordOf: (item: Item) => string,
): readonly Item[] {
  if (kept.length === 0) return said;
  const words = new Set(said.map(wordOf));
  return Object.freeze([...kept.filter(item => !words.has(wordOf(item))), ...said]);
}

/** A `Job` that has an interval of its own needs no words; any grid or moment that the words name wins over it. */
function withOwnInterval(draft: Draft): Draft {
  const { work: job } = draft;
  const { given, head, every } = draft.timing;
  const namesWhen = given !== undefined || every !== undefined || (head !== undefined && head !== 'toRunNow');
  const intervalMs = namesWhen || !isJob(job) ? undefined : lengthMsOf(job, 'interval');
  return intervalMs === undefined ? draft : sayTiming(draft, { every: everyOf(draft, intervalMs) });
}

/** The interval in the greatest elapsed unit that holds it as a whole number. */
function everyOf(draft: Draft, ms: number): Every {
  if (!Number.isInteger(ms) || ms > MOST_OF_UNIT.milliseconds) {
    throw new ScheduleRangeError(`${jobLabel(draft)}: its interval must be whole milliseconds, not ${ms}; round it`);
  }
  if (ms % HOUR_MS === 0) return { count: ms / HOUR_MS, unit: 'hours' };
  if (ms % MINUTE_MS === 0) return { count: ms / MINUTE_MS, unit: 'minutes' };
  if (ms % 1000 === 0) return { count: ms / 1000, unit: 'seconds' };
  return { count: ms, unit: 'milliseconds' };
}

function ownTimeoutMs({ work: job }: Draft): number | undefined {
  return isJob(job) ? lengthMsOf(job, 'timeout') : undefined;
}
