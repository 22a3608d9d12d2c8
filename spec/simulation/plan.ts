import { DateTime } from 'luxon';
import { type OverlapPolicy, Registry, type Schedule } from '../../lib/index.js';
import { type Callbacks, conductOf } from './conduct.js';
import type { Timing } from './expectation.js';
import type { Random } from './random.js';
import { type Sentence, say, textOf, type Word } from './sentence.js';

/** One job of a world: what is said of it, and what the model makes of that. */
export interface Plan {
  readonly name: string;
  readonly sentence: Sentence;
  readonly timing: Timing;
  readonly overlap: OverlapPolicy;
  readonly group: string | undefined;
  /** How many runs may be made up for at once. */
  readonly mostInTurn: number;
  /** Whether a predicate is asked before each run, which holds its place meanwhile. */
  readonly isAsked: boolean;
}

/** The moment and the place that random clock times are near to. */
export interface Surroundings {
  readonly nowMs: number;
  readonly zone: string;
  readonly isSerial: boolean;
  /** Whether all jobs keep one group busy. */
  readonly isCrowded: boolean;
}

const UNITS_MS = { milliseconds: 1, seconds: 1000, minutes: 60_000, hours: 3_600_000 } as const;

/** Makes up a job. */
export function planOf(name: string, random: Random, near: Surroundings, callbacks: Callbacks): Plan {
  const head = headOf(random, near);
  const limits = limitsOf(random, head, callbacks);
  const conduct = conductOf(random, near, callbacks);
  const sentence: Sentence = [...head.words, ...limits, ...conduct.words, ['withName', name]];
  const schedule = compiled(sentence, near.zone);
  const timesWord = limits.find(([word]) => word === 'times');
  return {
    name,
    sentence,
    timing: {
      ...NOTHING,
      ...head.timing,
      schedule,
      times: timesWord?.[1] as number | undefined,
      hasJitter: limits.some(([word]) => word === 'withJitter'),
    },
    overlap: conduct.overlap,
    group: near.isSerial ? 'all of them' : conduct.group,
    mostInTurn: conduct.mostInTurn,
    isAsked: conduct.isAsked,
  };
}

/** The plan that an edit makes of another: of how it runs, what is not said anew is kept. */
export function keeping(kept: Plan | undefined, plan: Plan): Plan {
  if (kept === undefined) return plan;
  const says = (...words: readonly string[]) => plan.sentence.some(([word]) => words.includes(word));
  return {
    ...plan,
    overlap: says('reentrant', 'whenOverlapping') ? plan.overlap : kept.overlap,
    group: plan.group ?? kept.group,
    mostInTurn: says('whenMissed') ? plan.mostInTurn : kept.mostInTurn,
  };
}

function compiled(sentence: Sentence, zone: string): Schedule {
  const registry = new Registry({ zone });
  say(
    // What is left out there leaves nothing out, and may throw.
    sentence.filter(([word, value]) => word !== 'andThen' && (word !== 'exceptOn' || typeof value !== 'function')),
    registry.schedule(() => {}),
  );
  const [schedule] = registry.compile();
  if (schedule === undefined) throw new Error(`nothing came of ${textOf(sentence)}`);
  return schedule;
}

interface Head {
  readonly words: readonly Word[];
  readonly timing: Partial<Timing>;
  readonly isGrid: boolean;
}

const NOTHING = {
  periodMs: undefined,
  runsNow: false,
  delayMs: 0,
  onceInMs: undefined,
  afterCompletionMs: undefined,
  whenSetBack: 'goesOn',
} as const;

function headOf(random: Random, near: Surroundings): Head {
  return random.weighed<() => Head>([
    [near.isCrowded ? 40 : 8, () => elapsed(random, near)],
    [3, () => narrowed(random, near)],
    [4, () => calendar(random, near)],
    [1, () => cron(random, near)],
    [2, () => startup(random)],
    [2, () => held(random)],
    [2, () => onceIn(random)],
    [1, () => onceAt(random, near)],
    [2, () => afterCompletion(random)],
  ])();
}

function every(random: Random, isOften = false): readonly [number, keyof typeof UNITS_MS] {
  if (isOften) return [random.int(1, 5), 'seconds'];
  return random.weighed<() => readonly [number, keyof typeof UNITS_MS]>([
    [1, () => [random.pick([1, 5, 40, 250, 900]), 'milliseconds']],
    [6, () => [random.pick([1, 1, 2, 3, 5, 10, 30, 90]), 'seconds']],
    [4, () => [random.pick([1, 2, 5, 15, 45]), 'minutes']],
    [1, () => [random.int(1, 5), 'hours']],
  ])();
}

function grid(random: Random, isOften = false): { readonly words: readonly Word[]; readonly periodMs: number } {
  const [count, unit] = every(random, isOften);
  return { words: [['toRunEvery', count], [unit]], periodMs: count * UNITS_MS[unit] };
}

function elapsed(random: Random, near: Surroundings): Head {
  const { words, periodMs } = grid(random, near.isCrowded);
  return { words, timing: { periodMs }, isGrid: true };
}

function narrowed(random: Random, near: Surroundings): Head {
  const { words } = grid(random);
  const opens = localTime(random, near);
  const closes = localTime(random, near);
  const isWindow = opens.hour !== closes.hour || opens.minute !== closes.minute;
  const window: Word = ['between', opens.hour, opens.minute, closes.hour, closes.minute];
  const narrowing = random.pick<() => Word>([
    () => (isWindow ? window : ['except', random.int(1, 7)]),
    () => ['except', random.int(1, 7)],
    () => [
      'exceptOn',
      DateTime.fromMillis(near.nowMs, { zone: near.zone })
        .plus({ days: random.int(0, 2) })
        .toISODate(),
    ],
    () => ['startingAt', near.nowMs + random.int(-90_000, 90_000)],
    () => ['until', near.nowMs + random.int(2000, 900_000)],
  ]);
  return { words: [...words, narrowing()], timing: {}, isGrid: true };
}

function calendar(random: Random, near: Surroundings): Head {
  const { hour, minute, second, day, month, weekday } = localTime(random, near);
  const at: Word = ['at', hour, minute, second];
  const count = random.weighed([
    [5, 1],
    [1, 2],
  ]);
  const words = random.pick<() => readonly Word[]>([
    () => [['days'], at],
    () => [['days'], at, ['at', (hour + 1) % 24, 30]],
    () => [['weekdays'], at],
    () => [['weekends'], at],
    () => [['weeks'], ['on', weekday], at],
    () => [['months'], ['on', day], at],
    () => [['months'], ['onTheLastDay'], at],
    () => [['years'], ['in', month], ['on', day], at],
  ]);
  return { words: [['toRunEvery', count], ...words()], timing: { whenSetBack: 'waits' }, isGrid: true };
}

function cron(random: Random, near: Surroundings): Head {
  const { hour, minute } = localTime(random, near);
  const daily = `${minute} ${hour} * * *`;
  const text = random.pick(['* * * * *', '*/20 * * * * *', `${minute} * * * *`, daily, '*/7 1-3 * * *']);
  return {
    words: [['toRunCron', text]],
    timing: { whenSetBack: text === daily ? 'waits' : 'goesOn' },
    isGrid: true,
  };
}

function startup(random: Random): Head {
  const delay = random.chance(0.4) ? random.int(1, 20_000) : 0;
  const waits: readonly Word[] = delay > 0 ? [['delayFor', delay], ['milliseconds']] : [];
  const [count, unit] = every(random);
  const further: readonly Word[] = random.chance(0.7) ? [['andEvery', count], [unit]] : [];
  const whenSetBack = further.length === 0 ? 'moves' : 'goesOn';
  return {
    words: [['toRunNow'], ...waits, ...further],
    timing: { runsNow: true, delayMs: delay, whenSetBack },
    isGrid: false,
  };
}

function held(random: Random): Head {
  const { words } = grid(random);
  const delay = random.int(1, 60);
  return {
    words: [...words, ['delayFor', delay], ['seconds']],
    timing: { delayMs: delay * 1000 },
    isGrid: false,
  };
}

function onceIn(random: Random): Head {
  const [count, unit] = every(random);
  const [period, periodUnit] = every(random);
  const isGrid = random.chance(0.5);
  const further: readonly Word[] = isGrid ? [['andEvery', period], [periodUnit]] : [];
  const periodMs = isGrid ? period * UNITS_MS[periodUnit] : undefined;
  const timing = { onceInMs: count * UNITS_MS[unit], periodMs, whenSetBack: 'moves' } as const;
  return { words: [['toRunOnceIn', count], [unit], ...further], timing, isGrid: false };
}

function onceAt(random: Random, near: Surroundings): Head {
  const atMs = near.nowMs + random.int(-5000, 120_000);
  const [count, unit] = every(random);
  const further: readonly Word[] = random.chance(0.6) ? [['andEvery', count], [unit]] : [];
  return {
    words: [['toRunOnceAt', atMs], ...further],
    timing: { whenSetBack: further.length === 0 ? 'waits' : 'goesOn' },
    isGrid: false,
  };
}

function afterCompletion(random: Random): Head {
  const [count, unit] = every(random);
  const runsNow = random.chance(0.3);
  const head: Word = runsNow ? ['andEvery', count] : ['toRunEvery', count];
  const words: readonly Word[] = [...(runsNow ? ([['toRunNow']] as const) : []), head, [unit], ['afterCompletion']];
  return { words, timing: { runsNow, afterCompletionMs: count * UNITS_MS[unit], whenSetBack: 'moves' }, isGrid: false };
}

function limitsOf(random: Random, { isGrid }: Head, { excluded }: Callbacks): readonly Word[] {
  const limits: Word[] = [];
  if (random.chance(0.1)) limits.push(['times', random.int(1, 6)]);
  if (isGrid && random.chance(0.25)) limits.push(['withJitter', { milliseconds: random.pick([5, 300, 20_000]) }]);
  if (isGrid && random.chance(0.1)) limits.push(['exceptOn', excluded]);
  return limits;
}

/** A clock time in the zone, mostly minutes and now and then hours from now. */
function localTime(random: Random, { nowMs, zone }: Surroundings): DateTime {
  const awayMs = random.weighed([
    [5, random.int(-60_000, 300_000)],
    [2, random.int(-7_200_000, 7_200_000)],
    [1, random.int(0, 86_400_000)],
  ]);
  return DateTime.fromMillis(nowMs + awayMs, { zone });
}
