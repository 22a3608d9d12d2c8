import {
  type InstantInput,
  InvalidTimeError,
  type Registry,
  type RunRecord,
  ScheduleError,
  Scheduler,
  SchedulerError,
} from '../index.js';
import { checkOptions, instantMs, shown, zoneOf } from '../kit.js';
import { checkSurplus } from '../surplus.js';
import { type BusiestMinute, type GreatestOverlap, Load } from './load.js';
import { checkSupposed, Rehearsal, type Supposed, standIn } from './stand-in.js';
import { VirtualClock } from './virtual-clock.js';

/** The period of a simulation, and what is supposed of the jobs in it. */
export interface SimulationOptions extends Supposed {
  /** When the scheduler starts. Text without an offset is wall time in the registry's zone. */
  readonly from: InstantInput;
  /** From then on nothing more is due. What runs then may still end; what waits then is skipped, for `stopping`. */
  readonly to: InstantInput;
  /** As the option of the scheduler. */
  readonly maxConcurrency?: number | undefined;
}

/** Of what is only supposed nothing is printed: all of it is in the ledger. */
const SILENT = { debug() {}, info() {}, warn() {}, error() {} };

/** What would have happened. */
export interface Simulation {
  /** What became of each occurrence, in the order in which that was known. */
  readonly ledger: readonly RunRecord[];
  /** `undefined` if nothing ran. Runs that start at one instant are in progress together, even if they take no time. */
  readonly greatestOverlap: GreatestOverlap | undefined;
  /** `undefined` if nothing ran. */
  readonly busiestMinute: BusiestMinute | undefined;
}

/** A ledger that would grow longer is refused: it would not fit into the memory of a usual process. */
const MAX_RECORDS = 3_000_000;

/** A run that goes on for longer after the end of the period is given up. */
const LONGEST_END = { days: 366 };

/**
 * Runs the schedules and policies of a registry over a period of virtual time, with stand-ins for the work: nothing of
 * the application is called but the functions of the options and those of `exceptOn` and `skippingDays`. So it says
 * before anything is deployed what will be skipped, how much runs at once, and when.
 *
 *     const { ledger, greatestOverlap } = await simulate(new Jobs(), {
 *       from: '2026-01-01',
 *       to: '2027-01-01',
 *       durations: { digest: { minutes: 5 }, backup: day => ({ minutes: day.weekday === 7 ? 90 : 20 }) },
 *       failures: { digest: day => day.day === 1 },
 *     });
 *
 * A year of fifty jobs takes seconds. The stand-ins heed their signal, `when` and `skip` let everything run, and hooks
 * are not called. A timeout that a class gives to `super` is not known, as no job is made of it.
 * @throws ScheduleError and its like for what the registry says wrong; InvalidTimeError for a period that ends before it
 *   begins; SchedulerError for a job that isn't there, and for more than three million records. Rejects with what a
 *   function of the options throws, and by a ScheduleError that names the job with what one of `exceptOn` throws.
 */
export async function simulate(registry: Registry, options: SimulationOptions): Promise<Simulation>;
export async function simulate(
  registry: Registry,
  options: SimulationOptions,
  ...surplus: readonly unknown[]
): Promise<Simulation> {
  checkCall(registry, options);
  checkSurplus('simulate', 2, surplus);
  const { fromMs, toMs } = periodOf(options, registry.zone);
  const clock = new VirtualClock(fromMs);
  const rehearsal = new Rehearsal(registry, standIn(clock, options, breakOff));
  checkSupposed(options, new Set(rehearsal.definitions().map(({ schedule }) => schedule.name)));
  const { maxConcurrency } = options;
  const scheduler = new Scheduler(rehearsal, { maxConcurrency, clock, history: 0, logger: SILENT });
  const ledger: RunRecord[] = [];
  const load = new Load(registry.zone);
  scheduler.on('started', run => load.started(run, clock.now()));
  scheduler.on('ended', record);
  scheduler.on('scheduleFailed', ({ jobName, error }) => breakOff(ofJob(jobName, error)));

  scheduler.start();
  await clock.advanceTo(toMs - 1);
  const stopped = scheduler.stop({ drain: LONGEST_END, cancel: 0 });
  await clock.advance(LONGEST_END);
  await stopped;
  return { ledger, greatestOverlap: load.greatestOverlap, busiestMinute: load.busiestMinute };

  function record(run: RunRecord): void {
    ledger.push(run);
    load.ended(run);
    if (ledger.length === MAX_RECORDS) breakOff(tooMany());
  }

  /** What an alarm throws is what the clock's advance rejects with. */
  function breakOff(error: unknown): void {
    clock.alarm(clock.monotonic(), () => {
      throw error;
    });
  }
}

const OPTIONS = ['from', 'to', 'maxConcurrency', 'durations', 'failures'] as const;
const EXAMPLE = "simulate(registry, { from: '2026-01-01', to: '2027-01-01' })";

/** What the types would refuse; an option that is misspelt would be supposed of nothing. */
function checkCall(registry: unknown, options: unknown): void {
  const isRegistry = typeof registry === 'object' && registry !== null && 'definitions' in registry;
  const isPeriod = typeof options === 'object' && options !== null && 'from' in options && 'to' in options;
  if (!isRegistry || !isPeriod) {
    throw new ScheduleError(`simulate takes a Registry and then a period, as ${EXAMPLE}`);
  }
  checkOptions<SimulationOptions>('simulate', options as SimulationOptions, OPTIONS);
}

function periodOf({ from, to }: SimulationOptions, zone: string): { readonly fromMs: number; readonly toMs: number } {
  const fromMs = instantMs(from, zoneOf(zone), 'from of simulate');
  const toMs = instantMs(to, zoneOf(zone), 'to of simulate');
  if (fromMs < toMs) return { fromMs, toMs };
  throw new InvalidTimeError(`simulate: the period from ${shown(from)} to ${shown(to)} is empty`);
}

/** Of many jobs one has a calendar that throws. */
function ofJob(name: string, cause: unknown): ScheduleError {
  return new ScheduleError(`job '${name}': ${cause instanceof Error ? cause.message : shown(cause)}`, { cause });
}

function tooMany(): SchedulerError {
  return new SchedulerError(
    'ERR_LEDGER_FULL',
    `simulate: there are more than ${MAX_RECORDS} occurrences: take a shorter period`,
  );
}
