import type { Server } from 'node:http';
import { serverParticipant } from '../../lib/host/server-participant.js';
import { shared } from '../../lib/host/shared.js';
import { systemClock } from '../../lib/host/system-clock.js';
import type { JobDefinition } from '../../lib/job/definition.js';
import type { RunRecord } from '../../lib/job/outcome.js';
import type { EventName } from '../../lib/scheduler/events.js';
import type { SchedulerOptions } from '../../lib/scheduler/options.js';
import type { ShutdownParticipant } from '../../lib/scheduler/ports.js';
import { Scheduler } from '../../lib/scheduler/scheduler.js';
import { VirtualClock } from '../../lib/testing/virtual-clock.js';
import { sourceOf } from './schedules.js';

/** A scheduler under a virtual clock, whose words are those of `definitionOf`, and all that was seen of it. */
export interface Rig {
  readonly clock: VirtualClock;
  readonly scheduler: Scheduler;
  /** What was printed. */
  readonly printed: readonly string[];
  /** The outcomes of all occurrences, as `second kind`, counted from the start of the clock. */
  readonly outcomes: readonly string[];
  readonly records: readonly RunRecord[];
  readonly participants: readonly ShutdownParticipant[];
}

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
  const print = (line: string) => void printed.push(line);
  const source = sourceOf(definitions);
  const scheduler = new Scheduler(
    source,
    { clock, handleSignals: true, ...rest },
    {
      clock: systemClock,
      afterRound: () => ({ cancel() {} }),
      processId: () => 'test',
      shutdown,
      print,
      emptySource: () => source,
      checkSignals() {},
      serverParticipant: server => serverParticipant(server as Server),
      shared,
    },
  );
  if (listens) {
    // So that nothing is printed of what is listened to.
    scheduler.on('failed', () => {});
    scheduler.on('ended', record => {
      records.push(record);
      outcomes.push(`${(record.occurrence.toMillis() - startMs) / 1000} ${record.outcome.kind}`);
    });
  }
  return { clock, scheduler, printed, outcomes, records, participants };
}

/** Notes each event of these names as it comes. */
export function noted(scheduler: Scheduler, ...names: EventName[]): readonly string[] {
  const seen: string[] = [];
  for (const name of names) scheduler.on(name, () => void seen.push(name));
  return seen;
}
