import type { Schedule } from '../../lib/recurrence/schedule.js';
import { Registry } from '../../lib/registry/registry.js';
import { type Untyped, untyped } from './declared.js';
import type { OracleSchedule, Word } from './oracle/words.js';

/** The schedule that a registry makes of words as data, each said as a user would say it. */
export function spoken({ words, zone, startingAt, until }: OracleSchedule): Schedule {
  const registry = new Registry({ zone });
  const bounds: readonly Word[] = [
    ...(startingAt === undefined ? [] : [['startingAt', startingAt] as const]),
    ...(until === undefined ? [] : [['until', until] as const]),
  ];
  let clause: Untyped = untyped(registry.schedule(report));
  for (const [word, ...args] of [...words, ...bounds]) clause = clause.say(word, ...args);
  const [schedule] = registry.compile();
  if (schedule === undefined) throw new Error('a registry of one job compiles to one schedule');
  return schedule;
}

function report(): void {}
