import type { Server } from 'node:http';
import { serverParticipant } from '../../lib/host/server-participant.js';
import { shared } from '../../lib/host/shared.js';
import type { JobDefinition } from '../../lib/job/definition.js';
import type { SchedulerOptions } from '../../lib/scheduler/options.js';
import { Scheduler } from '../../lib/scheduler/scheduler.js';
import { VirtualClock } from '../../lib/testing/virtual-clock.js';
import { sourceOf } from './schedules.js';

/** How long each piece of the application's code takes. */
export const BURN_MS = 3;

/** Work that burns, and what it has burnt at most before the event loop went on. */
export function stopwatch() {
  const clock = new VirtualClock();
  let inRowMs = 0;
  let mostMs = 0;
  const burn = () => {
    if (inRowMs === 0) clock.alarm(clock.monotonic(), () => (inRowMs = 0));
    inRowMs += BURN_MS;
    mostMs = Math.max(mostMs, inRowMs);
    void clock.block(BURN_MS);
  };
  return { clock, burn, mostMs: () => mostMs };
}

/** A scheduler that takes the virtual clock for that of the host, and so knows when the event loop has come round. */
export function schedulerOf(
  definitions: readonly JobDefinition[],
  clock: VirtualClock,
  options: SchedulerOptions = {},
): Scheduler {
  const source = sourceOf(definitions);
  return new Scheduler(
    source,
    { handleSignals: false, ...options },
    {
      clock,
      afterRound: ring => clock.alarm(clock.monotonic(), ring),
      processId: () => '',
      shutdown: { register: () => () => {} },
      print: () => {},
      emptySource: () => source,
      checkSignals() {},
      serverParticipant: server => serverParticipant(server as Server),
      shared,
    },
  );
}
