import { dayOfWall, HOUR_MS } from '../../time/calendar.js';
import { type Zone, zoneOf } from '../../time/zone.js';
import { DEFAULT_ANCHOR_WALL } from '../compile.js';
import { elapsedStepMs } from '../elapsed.js';
import { recurrenceOf, type SchedulePlan } from '../plan.js';
import type { Recurrence } from '../recurrence.js';
import { filterClauses, windowWords } from './describe-filters.js';
import { ruleWords } from './describe-rule.js';
import { limitClauses, startMoment, startWords } from './describe-start.js';
import { dateText, instantText, lengthText } from './english.js';

/** What a plan says, in parts. */
export interface PlanParts {
  /** How often and when in the day, with the zone in brackets where it matters. */
  readonly head: string;
  /** Where counting starts, where the words leave it open. */
  readonly phase: string | undefined;
  /** What narrows, limits and spreads it. */
  readonly clauses: readonly string[];
}

/** The parts of a description that hang on no moment. */
export function partsOf(plan: SchedulePlan): PlanParts {
  const recurrence = recurrenceOf(plan);
  const jitter = plan.jitterMs > 0 ? [`each run up to ${lengthText(plan.jitterMs)} later by jitter`] : [];
  const common = [...limitClauses(plan), ...jitter];
  if (recurrence === undefined) return { head: startWords(plan), phase: undefined, clauses: common };
  const { filters, startingAt, until, zone: zoneName } = recurrence;
  const zone = zoneOf(zoneName);
  const startWall = startingAt === undefined ? undefined : zone.wallOf(startingAt);
  const anchorDay = plan.when.kind === 'afterStart' ? undefined : dayOfWall(startWall ?? DEFAULT_ANCHOR_WALL);
  const words = ruleWords(recurrence.rule, anchorDay);
  const first = startMoment(plan);
  const bound = until === undefined ? [] : [`until ${instantText(zone, until)}`];
  return {
    head: `${first === undefined ? words : `${first} and then ${words}`}${windowWords(recurrence)} (${zoneName})`,
    phase: phaseWords(plan, recurrence, zone),
    clauses: [...filterClauses(filters), ...bound, ...common],
  };
}

/** What a plan says without its zone and its phase: `every day at 21:15, only on Monday to Friday`. */
export function planWords(plan: SchedulePlan): string {
  const { head, clauses } = partsOf(plan);
  return [head.replace(` (${plan.zone})`, ''), ...clauses].join(', ');
}

/** Where counting starts, if the words leave it open. */
function phaseWords(plan: SchedulePlan, recurrence: Recurrence, zone: Zone): string | undefined {
  const { startingAt } = recurrence;
  const counts = isCounted(recurrence, startingAt === undefined ? undefined : zone.wallOf(startingAt));
  if (plan.when.kind === 'afterStart' || plan.when.kind === 'instant') {
    const isElapsed = recurrence.rule.kind === 'elapsed' && recurrence.filters.between.length === 0;
    return counts || isElapsed ? 'counted from there' : undefined;
  }
  if (startingAt === undefined) return counts ? `counted from ${dateText(dayOfWall(DEFAULT_ANCHOR_WALL))}` : undefined;
  const start = instantText(zone, startingAt).replace(/ at 00:00$/, '');
  return `starting on ${start}${counts ? ' and counted from there' : ''}`;
}

/** Whether there is a phase: not in every single period, and not in steps that fill the hour evenly from its start. */
function isCounted({ rule, filters }: Recurrence, startWall: number | undefined): boolean {
  switch (rule.kind) {
    case 'cron':
      return false;
    case 'elapsed':
      if (filters.between.length > 0) return false;
      return HOUR_MS % elapsedStepMs(rule) !== 0 || (startWall ?? 0) % elapsedStepMs(rule) !== 0;
    default:
      return rule.every > 1;
  }
}
