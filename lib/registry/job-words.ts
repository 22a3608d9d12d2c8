import { checkFunction, checkOptions, isObject } from '../arguments.js';
import { ScheduleError, shown, UnknownZoneError } from '../errors.js';
import type { CatchUpOptions } from '../grammar/job.js';
import { checkWork } from '../job/check-work.js';
import type { Work } from '../job/job.js';
import type { Condition, Hooks, OverlapPolicy } from '../job/policies.js';
import { type RetryOptions, retryPolicyOf } from '../job/retry-options.js';
import type { StandardSchema } from '../job/standard-schema.js';
import { isName, MAX_NAME_LENGTH } from '../recurrence/limits.js';
import { DEFAULT_GRACE_MS, type MissedPolicy } from '../recurrence/missed.js';
import { type DurationInput, durationMs } from '../time/duration.js';
import { isHostZone, zoneOf } from '../time/zone.js';
import { also, type Draft, jobLabel, refuseTwice, sayBehaviour, sayTiming } from './draft.js';
import { CATCH_UP, checkWhole } from './range.js';

const DEFAULT_CATCH_UP = 100;
/** What holds where `whenMissed` is not said. */
export const DEFAULT_MISSED: MissedPolicy = Object.freeze({
  kind: 'runOnce',
  withinMs: undefined,
  max: DEFAULT_CATCH_UP,
});
const OVERLAP_POLICIES: readonly OverlapPolicy[] = ['skip', 'runAfter', 'cancelPrevious', 'allow'];
/** Of what `describedAs` says, in characters. */
const MAX_PURPOSE_LENGTH = 1000;
/** Of one tag, and how many there may be. */
const MAX_TAG_LENGTH = 100;
const MAX_TAGS = 20;
const MISSED_POLICIES = ['runOnce', 'skip', 'runAll'] as const;

/** The words for the job itself, each from a draft to the next; what they mean is in the grammar. */
export const job = {
  withName,
  inZone,
  andThen,
  overlap,
  withTimeout,
  abandonAfter,
  withRetry,
  inGroup,
  condition,
  hook,
  whenMissed,
  describedAs,
  tagged,
  onEveryHost,
  delivery,
  taking,
};

function withName(draft: Draft, name: string): Draft {
  refuseTwice(draft, draft.name, 'withName');
  return { ...draft, name: checkName(draft, 'withName', name) };
}

function inZone(draft: Draft, zone: string): Draft {
  refuseTwice(draft, draft.timing.zone, 'inZone');
  return sayTiming(draft, { zone: zoneName(draft, zone), zonedBy: isHostZone(zone) ? 'host' : 'person' });
}

function andThen(draft: Draft, work: Work): Draft {
  checkWork(work, `${jobLabel(draft)}: andThen`);
  return sayBehaviour(draft, { andThen: Object.freeze(also(draft.behaviour.andThen, work)) });
}

function overlap(draft: Draft, word: string, policy: OverlapPolicy): Draft {
  refuseTwice(draft, draft.behaviour.overlap, word);
  return sayBehaviour(draft, { overlap: oneOf(draft, word, policy, OVERLAP_POLICIES) });
}

function withTimeout(draft: Draft, after: DurationInput): Draft {
  refuseTwice(draft, draft.behaviour.timeoutMs, 'withTimeout');
  return sayBehaviour(draft, { timeoutMs: length(draft, 'withTimeout', after, 1) });
}

function abandonAfter(draft: Draft, abort: DurationInput): Draft {
  refuseTwice(draft, draft.behaviour.abandonAfterMs, 'abandonAfter');
  return sayBehaviour(draft, { abandonAfterMs: length(draft, 'abandonAfter', abort, 0) });
}

function withRetry(draft: Draft, options: RetryOptions): Draft {
  refuseTwice(draft, draft.behaviour.retry, 'withRetry');
  const retry = retryPolicyOf({ label: jobLabel(draft), word: 'withRetry(…)' }, options);
  return sayBehaviour(draft, { retry });
}

function inGroup(draft: Draft, name: string): Draft {
  if (draft.origin.serial) {
    throw new ScheduleError(
      `${jobLabel(draft)}: inGroup(${shown(name)}) splits a serial registry, whose jobs are one group: leave it out, or don't make the registry serial`,
    );
  }
  refuseTwice(draft, draft.behaviour.group, 'inGroup');
  return sayBehaviour(draft, { group: checkName(draft, 'inGroup', name) });
}

function condition(draft: Draft, word: string, expect: boolean, test: Condition['test']): Draft {
  checkFunction(`${jobLabel(draft)}: ${word}(…)`, test);
  const conditions = also(draft.behaviour.conditions, Object.freeze({ expect, test }));
  return sayBehaviour(draft, { conditions: Object.freeze(conditions) });
}

function hook(draft: Draft, word: keyof Hooks, callback: unknown): Draft {
  checkFunction(`${jobLabel(draft)}: ${word}(…)`, callback);
  const hooks = also(draft.behaviour.hooks, Object.freeze({ [word]: callback }));
  return sayBehaviour(draft, { hooks: Object.freeze(hooks) });
}

function whenMissed(draft: Draft, policy: 'runOnce' | 'skip' | 'runAll', options: CatchUpOptions = {}): Draft {
  refuseTwice(draft, draft.behaviour.missed, 'whenMissed');
  const kind = oneOf(draft, 'whenMissed', policy, MISSED_POLICIES);
  checkOptions(
    `${jobLabel(draft)}: whenMissed('${kind}')`,
    options,
    kind === 'runAll' ? ['max', 'within'] : ['within'],
  );
  const { within, max = DEFAULT_CATCH_UP } = options;
  checkWhole(draft, 'whenMissed', max, CATCH_UP);
  const graceMs = kind === 'skip' ? DEFAULT_GRACE_MS : undefined;
  const withinMs = within === undefined ? graceMs : length(draft, 'whenMissed', within, 0);
  return sayBehaviour(draft, { missed: Object.freeze({ kind, withinMs, max }) });
}

function describedAs(draft: Draft, purpose: string): Draft {
  refuseTwice(draft, draft.behaviour.purpose, 'describedAs');
  return sayBehaviour(draft, {
    purpose: checkText(draft, 'describedAs', 'what the job is for', purpose, MAX_PURPOSE_LENGTH),
  });
}

function tagged(draft: Draft, tags: readonly string[]): Draft {
  if (tags.length === 0) {
    throw new ScheduleError(`${jobLabel(draft)}: tagged(…) takes at least one tag, as in tagged('mail')`);
  }
  for (const tag of tags) checkText(draft, 'tagged', 'each tag', tag, MAX_TAG_LENGTH);
  const all = [...new Set(also(draft.behaviour.tags, ...tags))].sort();
  if (all.length <= MAX_TAGS) return sayBehaviour(draft, { tags: Object.freeze(all) });
  throw new ScheduleError(
    `${jobLabel(draft)}: a job takes at most ${MAX_TAGS} tags, not ${all.length}: leave some out`,
  );
}

function checkText(draft: Draft, word: string, what: string, text: unknown, most: number): string {
  if (typeof text === 'string' && text.trim() !== '' && text.length <= most) return text;
  throw new ScheduleError(
    `${jobLabel(draft)}: ${word}(…) takes ${what} as text of 1 to ${most} characters, not ${shown(text)}`,
  );
}

function onEveryHost(draft: Draft): Draft {
  refuseTwice(draft, draft.behaviour.everyHost, 'onEveryHost');
  return sayBehaviour(draft, { everyHost: true });
}

function delivery(draft: Draft, word: 'atLeastOnce' | 'atMostOnce'): Draft {
  refuseTwice(draft, draft.behaviour.delivery, word);
  return sayBehaviour(draft, { delivery: word });
}

function taking(draft: Draft, schema: StandardSchema): Draft {
  refuseTwice(draft, draft.behaviour.taking, 'taking');
  const standard: unknown = isObject(schema) ? Reflect.get(schema, '~standard') : undefined;
  const validate: unknown = isObject(standard) ? Reflect.get(standard, 'validate') : undefined;
  if (typeof validate === 'function') return sayBehaviour(draft, { taking: schema });
  const remedy = 'such as Zod, Valibot and ArkType make: its validate is not there';
  throw new ScheduleError(`${jobLabel(draft)}: taking(…) takes a Standard Schema, ${remedy}`);
}

function checkName(draft: Draft, word: string, name: unknown): string {
  if (isName(name)) return name;
  throw new ScheduleError(
    `${jobLabel(draft)}: ${word}(…) takes a name of 1 to ${MAX_NAME_LENGTH} whole characters, not ${shown(name)}`,
  );
}

function zoneName(draft: Draft, zone: string): string {
  try {
    return zoneOf(zone).name;
  } catch (error) {
    throw error instanceof UnknownZoneError ? new UnknownZoneError(error.zone, jobLabel(draft), error.meant) : error;
  }
}

function oneOf<Policy extends string>(draft: Draft, word: string, value: Policy, policies: readonly Policy[]): Policy {
  if (policies.includes(value)) return value;
  throw new ScheduleError(`${jobLabel(draft)}: ${word}(…) takes '${policies.join("', '")}', not ${shown(value)}`);
}

function length(draft: Draft, word: string, input: DurationInput, leastMs: number): number {
  return durationMs(input, `${jobLabel(draft)}: the duration of ${word}(…)`, leastMs);
}
