import type { JobDefinition } from '../../lib/job/definition.js';
import type { Work } from '../../lib/job/job.js';
import type { RunRecord } from '../../lib/job/outcome.js';
import type { EventName } from '../../lib/scheduler/events.js';
import type { SchedulerOptions, ShutdownParticipant } from '../../lib/scheduler/ports.js';
import { CoreScheduler } from '../../lib/scheduler/scheduler.js';
import { VirtualClock } from '../../lib/testing/virtual-clock.js';
import { definitionOf, type JobWords } from './schedules.js';

/** A scheduler under a virtual clock, whose words are those of `definitionOf`, and all that was seen of it. */
export interface Rig {
  readonly clock: VirtualClock;
  readonly scheduler: CoreScheduler<JobWords>;
  /** What was printed. */
  readonly printed: readonly string[];
  /** The outcomes of all occurrences, as `second kind`, counted from the start of the clock. */
  readonly outcomes: readonly string[];
  readonly records: readonly RunRecord[];
  readonly participants: readonly ShutdownParticipant[];
}

const ENDINGS = ['succeeded', 'failed', 'timedOut', 'cancelled', 'abandoned', 'skipped', 'missed'] as const;

/** Makes a scheduler of these jobs; `listens: false` leaves it without listeners. */
export function rigOf(
  definitions: readonly JobDefinition[],
  options: SchedulerOptions & { readonly listens?: boolean; readonly clock?: VirtualClock } = {},
): Rig {
  const { listens = true, clock = new VirtualClock(), ...rest } = options;
  const printed: string[] = [];
  const outcomes: string[] = [];
  const records: RunRecord[] = [];
  const participants: ShutdownParticipant[] = [];
  const startMs = clock.now();
  const shutdown = {
    register(participant: ShutdownParticipant) {
      participants.push(participant);
      return () => void participants.splice(participants.indexOf(participant), 1);
    },
  };
  const define = (work: Work, words: JobWords | undefined, kept: JobDefinition | undefined) =>
    definitionOf(work, kept === undefined ? words : { ...words, name: kept.schedule.name });
  const print = (line: string) => void printed.push(line);
  const scheduler = new CoreScheduler<JobWords>(
    { definitions: () => definitions },
    { clock, define, shutdown, print },
    rest,
  );
  if (listens) {
    for (const name of ENDINGS) {
      scheduler.on(name, record => {
        records.push(record);
        outcomes.push(`${(record.occurrence.toMillis() - startMs) / 1000} ${name}`);
      });
    }
  }
  return { clock, scheduler, printed, outcomes, records, participants };
}

/** Notes each event of these names as it comes. */
export function noted(scheduler: CoreScheduler<JobWords>, ...names: EventName[]): readonly string[] {
  const seen: string[] = [];
  for (const name of names) scheduler.on(name, () => void seen.push(name));
  return seen;
}
