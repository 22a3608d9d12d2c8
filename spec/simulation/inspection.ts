import type { ScheduledJob, Scheduler, StopReport } from '../../lib/index.js';
import type { Watch } from './watch.js';
import type { WatchedClock } from './watched-clock.js';

/** The loop sleeps no longer than this, so it knows by then of any clock that was set. */
const KNOWN_AFTER_MS = 60_000;

/** The most runs that wait to make up for others, however often the clock is set. */
const MOST_IN_TURN = 10_000;

/** Looks at everything that a scheduler shows while nothing happens. @returns what is wrong. */
export function inspect(scheduler: Scheduler, watch: Watch, clock: WatchedClock, most: number | undefined): string[] {
  const isLive = watch.isStarted && !watch.isStopped;
  // Until the loop has woken it can't know of a clock that was set.
  const isClockKnown = clock.monotonic() - clock.lastJumpAt >= KNOWN_AFTER_MS;
  const found: string[] = [];
  const { jobs } = scheduler;
  if (jobs.length !== watch.plans.size) found.push(`there are ${jobs.length} jobs, not ${watch.plans.size}`);
  for (const job of jobs) {
    const objections = isLive
      ? [...objectionsToNextRun(job, watch, clock.now(), isClockKnown), objectionToQueue(job, watch, most)]
      : [job.nextRun === undefined ? undefined : 'shows a next run while the scheduler does not run'];
    objections.push(objectionToHistory(job, watch));
    for (const objection of objections) if (objection !== undefined) found.push(`${job.name}: ${objection}`);
  }
  const mostAlarms = 1 + 2 * watch.running.size + 2 * watch.asking.length + (watch.isStopped ? 1 : 0);
  if (clock.pendingAlarms > mostAlarms)
    found.push(`${clock.pendingAlarms} alarms are set for ${watch.running.size} runs`);
  return found;
}

function* objectionsToNextRun(
  job: ScheduledJob,
  watch: Watch,
  nowMs: number,
  isClockKnown: boolean,
): Generator<string | undefined> {
  const account = watch.account(job.name);
  const shownMs = job.nextRun?.toMillis();
  if (watch.paused.has(job.name)) {
    if (shownMs !== undefined) yield `shows a next run ${shownMs} while it is paused`;
    if (job.phase === 'idle') yield 'is idle while it is paused';
  } else if (shownMs === undefined) {
    if (job.phase !== 'idle') yield account.passes(nowMs);
    if (account.next !== undefined) yield `shows no next run, and the next is ${account.next}`;
  } else {
    yield account.showsNext(shownMs);
    if (isClockKnown && shownMs <= nowMs) yield `shows the next run ${shownMs}, which has passed`;
    if (job.preview(1)[0]?.toMillis() !== shownMs)
      yield `previews ${job.preview(1)[0]?.toMillis()}, and shows ${shownMs}`;
  }
  if (isClockKnown) yield account.passes(nowMs);
}

/** What is on its way must be somewhere, and not more than its policy lets wait. */
function objectionToQueue(job: ScheduledJob, watch: Watch, most: number | undefined): string | undefined {
  const { name, phase } = job;
  const { onTheWay } = watch.account(name);
  const byHand = watch.manual.filter(one => one.name === name).length;
  if (phase === 'idle' || phase === 'paused' || phase === 'ended') {
    if (onTheWay.length > 0) return `is ${phase}, and nothing became of ${onTheWay[0]?.occurrence}`;
    if (byHand > 0) return `is ${phase}, and a run by hand has no outcome`;
    return undefined;
  }
  const mayPile = onTheWay.some(({ plan }) => plan.overlap === 'allow') || byHand > 0;
  const mostBehind = onTheWay.some(({ plan }) => plan.mostInTurn > 0) ? MOST_IN_TURN : 1;
  if (!mayPile && onTheWay.length > 1 + mostBehind) return `has ${onTheWay.length} occurrences on their way`;
  return phase === 'waiting' ? objectionToWaiting(name, watch, most) : undefined;
}

/** Who waits must have somebody to wait for. */
function objectionToWaiting(name: string, watch: Watch, most: number | undefined): string | undefined {
  const groups = new Set(watch.account(name).onTheWay.map(({ plan }) => plan.group));
  // What has had its number of runs may still wait to be told so, and the books don't know of it.
  groups.add(watch.plans.get(name)?.group);
  for (const one of watch.manual) if (one.name === name) groups.add(one.plan.group);
  const isFull = most !== undefined && watch.running.size + watch.asking.length >= most;
  const isGroupBusy =
    [...watch.running].some(({ plan }) => plan.group !== undefined && groups.has(plan.group)) ||
    watch.asking.some(({ group }) => group !== undefined && groups.has(group));
  return isFull || isGroupBusy ? undefined : 'waits, and nothing is in its way';
}

function objectionToHistory(job: ScheduledJob, watch: Watch): string | undefined {
  const { history } = job;
  const records = watch.recordsOf(job.name);
  const isSame = history.length === records.length && history.every((record, index) => record === records[index]);
  return isSame ? undefined : `keeps ${history.length} records which are not the last ${records.length} outcomes`;
}

/** What is wrong with the report of a stop, given the jobs that were busy when it began. */
export function objectionToReport(report: StopReport, busy: ReadonlySet<string>): string | undefined {
  const stranger = [...report.finished, ...report.cancelled, ...report.abandoned].find(name => !busy.has(name));
  return stranger && `the report of the stop tells of '${stranger}', which was not in progress`;
}
