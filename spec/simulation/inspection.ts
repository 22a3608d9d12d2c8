import type { ScheduledJob, Scheduler, StopReport } from '../../lib/index.js';
import type { Watch } from './watch.js';
import type { WatchedClock } from './watched-clock.js';

/** The loop sleeps no longer than this, so it knows by then of any clock that was set. */
const KNOWN_AFTER_MS = 60_000;

/** The most runs that wait to make up for others, however often the clock is set. */
const MOST_IN_TURN = 10_000;

/** How many alarms ring between two looks at what takes long to be told. */
const RARELY = 8;

/** Looks at everything that a scheduler shows while nothing happens. @returns what is wrong. */
export function inspect(scheduler: Scheduler, watch: Watch, clock: WatchedClock, most: number | undefined): string[] {
  const isLive = watch.books.isStarted && !watch.isStopped;
  watch.rests();
  // Until the loop has woken it can't know of a clock that was set.
  const isClockKnown = clock.monotonic() - clock.lastJumpAt >= KNOWN_AFTER_MS;
  const found: string[] = [];
  const { jobs } = scheduler;
  if (jobs.length !== watch.books.plans.size)
    found.push(`there are ${jobs.length} jobs, not ${watch.books.plans.size}`);
  for (const job of jobs) {
    const objections = isLive
      ? [...objectionsToNextRun(job, watch, clock.now(), isClockKnown), objectionToQueue(job, watch, most)]
      : [job.nextRun === undefined ? undefined : 'shows a next run while the scheduler does not run'];
    objections.push(objectionToHistory(job, watch), objectionToViews(job, watch));
    if (isLive && clock.rings % RARELY === 0) objections.push(objectionToToCome(job, scheduler, watch));
    if (watch.isStopped) objections.push(objectionToLost(job.name, watch));
    if (isLive && job.phase === 'ended' && watch.books.leavers.has(job.name))
      objections.push('is over, and has not left');
    for (const objection of objections) if (objection !== undefined) found.push(`${job.name}: ${objection}`);
  }
  // Of the loop, of what rests, of the stop; of each run its timeout, a wait and that of an attempt.
  const mostAlarms = 3 + 3 * watch.running.size + 2 * watch.asking.size + watch.books.paused.size;
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
  const account = watch.books.account(job.name);
  const leftOut = watch.books.leftOutOf(job.name);
  const shownMs = job.nextRun?.toMillis();
  if (job.phase === 'broken') watch.books.broken.add(job.name);
  else if (shownMs !== undefined) watch.books.broken.delete(job.name);
  if (watch.books.broken.has(job.name)) return;
  const isPaused = watch.books.paused.has(job.name);
  if (isPaused) {
    if (shownMs !== undefined) yield `shows a next run ${shownMs} while it is paused`;
    if (job.phase === 'idle') yield 'is idle while it is paused';
  } else if (shownMs === undefined) {
    // What is left out by hand, and due, may not have been noticed yet.
    if (job.phase !== 'idle' && account.nextBeside(leftOut) === account.next)
      yield account.passes(nowMs, leftOut, false);
    const next = account.nextBeside(leftOut);
    if (next !== undefined) yield `shows no next run, and the next is ${next}`;
  } else {
    yield account.showsNext(shownMs, leftOut, nowMs);
    if (isClockKnown && shownMs <= nowMs) yield `shows the next run ${shownMs}, which has passed`;
    if (!watch.isFaulty(job.name) && job.preview(1)[0]?.toMillis() !== shownMs)
      yield `previews ${job.preview(1)[0]?.toMillis()}, and shows ${shownMs}`;
  }
  if (isClockKnown) yield account.passes(nowMs, leftOut, isPaused);
}

/** What is to come is the same, whichever way it is asked for. */
function objectionToToCome(job: ScheduledJob, scheduler: Scheduler, watch: Watch): string | undefined {
  const { name } = job;
  const { broken, paused, plans } = watch.books;
  if (watch.isFaulty(name) || broken.has(name) || paused.has(name) || plans.get(name)?.timing.hasJitter)
    return undefined;
  const previewed = job.preview(3).map(at => at.toMillis());
  const [first, last] = [previewed[0], previewed.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const told = scheduler
    .timeline(first, last + 1, { jobs: [name] })
    .flatMap(({ state, occurrenceMs }) => (state === 'toCome' ? [occurrenceMs] : []));
  if (told.join() !== previewed.join()) return `previews ${previewed.join()}, and its timeline tells of ${told.join()}`;
  // Of an instant that came before the clock was set back, the run that it had then is told of.
  const isDenied = (at: number) => {
    const { verdict, runId } = scheduler.explainRun(name, at);
    return verdict !== 'toCome' && runId === undefined;
  };
  const denied = previewed.find(isDenied);
  return denied === undefined ? undefined : `previews ${denied}, and says of it: ${scheduler.whyNot(name, denied)}`;
}

/** What is on its way must be somewhere, and not more than its policy lets wait. */
function objectionToQueue(job: ScheduledJob, watch: Watch, most: number | undefined): string | undefined {
  const { name, phase } = job;
  const { onTheWay } = watch.books.account(name);
  const byHand = [...watch.asked.values()].filter(one => one.name === name).length;
  if (phase === 'idle' || phase === 'paused' || phase === 'ended') {
    if (onTheWay.length > 0)
      return `is ${phase} (next ${String(job.nextRun)}), and nothing became of ${onTheWay[0]?.occurrence}`;
    if (byHand > 0) return `is ${phase}, and a run by hand has no outcome`;
    return undefined;
  }
  const mayPile = onTheWay.some(({ plan }) => plan.overlap === 'allow') || byHand > 0;
  const mostBehind = onTheWay.some(({ plan }) => plan.mostInTurn > 0) ? MOST_IN_TURN : 1;
  if (!mayPile && !watch.books.account(name).reckoning.wasSetBack && onTheWay.length > 1 + mostBehind)
    return `has ${onTheWay.length} occurrences on their way: ${onTheWay.map(one => one.occurrence).join()}`;
  return phase === 'waiting' ? objectionToWaiting(name, watch, most) : undefined;
}

/** Who waits must have somebody to wait for. */
function objectionToWaiting(name: string, watch: Watch, most: number | undefined): string | undefined {
  const groups = new Set(watch.books.account(name).onTheWay.map(({ plan }) => plan.group));
  // What has had its number of runs may still wait to be told so, and the books don't know of it.
  groups.add(watch.books.plans.get(name)?.group);
  for (const one of watch.asked.values()) if (one.name === name) groups.add(one.plan.group);
  const isFull = most !== undefined && watch.running.size + watch.asking.size >= most;
  const isGroupBusy =
    [...watch.running].some(({ plan }) => plan?.group !== undefined && groups.has(plan.group)) ||
    [...watch.asking.values()].some(({ plan: { group } }) => group !== undefined && groups.has(group));
  return isFull || isGroupBusy ? undefined : 'waits, and nothing is in its way';
}

function objectionToHistory(job: ScheduledJob, watch: Watch): string | undefined {
  const { history } = job;
  const records = watch.books.recordsOf(job.name);
  // Of all but the last, copies are kept that hold nothing of the application.
  const isSame =
    history.length === records.length &&
    history.at(-1) === records.at(-1) &&
    history.every(({ runId, settledAtMs }, index) => {
      const record = records[index];
      return runId === record?.runId && settledAtMs === record.settledAtMs;
    });
  return isSame ? undefined : `keeps ${history.length} records which are not the last ${records.length} outcomes`;
}

/** What a handle shows of its runs must be what was seen of them. */
function objectionToViews(job: ScheduledJob, watch: Watch): string | undefined {
  const ids = job.running.map(({ runId }) => runId).sort();
  // A run of a removed job of the same name may still be in progress.
  const seen = new Set([...watch.running].filter(({ name }) => name === job.name).map(({ runId }) => runId));
  const stranger = ids.find(id => !seen.has(id));
  if (stranger !== undefined) return `shows the run ${stranger}, which was not seen to start`;
  if (ids.length !== seen.size) return `shows ${ids.length} runs, and ${seen.size} are in progress`;
  return job.waiting.some(({ startedAt }) => startedAt !== undefined)
    ? 'shows a run that waits and has started'
    : undefined;
}

/** After a stop nothing waits. */
function objectionToLost(name: string, watch: Watch): string | undefined {
  const lost = watch.books.account(name).onTheWay.find(({ hasStarted }) => !hasStarted);
  return lost && `is stopped, and nothing became of ${lost.occurrence}`;
}

/** What is wrong with the report of a stop, given the jobs that were busy when it began. */
export function objectionToReport(report: StopReport, busy: ReadonlySet<string>): string | undefined {
  const names = [...report.finished, ...report.cancelled, ...report.abandoned];
  const stranger = names.find(name => !busy.has(name) && !/^(a listener of|the '\w+' hook of) /.test(name));
  return stranger && `the report of the stop tells of '${stranger}', which was not in progress`;
}

/** What is wrong once a stop is over: nothing is in progress, and nothing waits. */
export function* objectionsAfterStop(watch: Watch, clock: WatchedClock): Generator<string> {
  if (watch.running.size > 0) yield `after the stop nothing became of ${[...watch.running].map(run => run.key).join()}`;
  if (clock.pendingAlarms > 0) yield `${clock.pendingAlarms} alarms are left after the stop`;
  if (watch.asked.size > 0) yield 'a run by hand has no outcome after the stop';
}
