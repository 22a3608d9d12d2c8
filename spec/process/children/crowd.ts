import { Registry, Scheduler } from '../../../lib/index.js';
import { say } from './work.js';

const CROWD = 10_000;

/** A process with ten thousand jobs that are due in the same second, again and again, until each has run once. */
const registry = new Registry({ zone: 'UTC' });
const ranBy = new Set<string>();
let early = 0;
let deepest = 0;
let shallowest = Number.POSITIVE_INFINITY;
let turns = 0;
Error.stackTraceLimit = Number.POSITIVE_INFINITY;

for (let number = 0; number < CROWD; number += 1) {
  registry.schedule(work).withName(`job ${number}`).toRunEvery(1).seconds();
}
const scheduler = new Scheduler(registry).start();
setImmediate(countTurns);

async function work({
  jobName,
  occurrence,
}: {
  readonly jobName: string;
  readonly occurrence: { toMillis(): number };
}) {
  if (Date.now() < occurrence.toMillis()) early += 1;
  const depth = new Error('here').stack?.split('\n').length ?? 0;
  deepest = Math.max(deepest, depth);
  shallowest = Math.min(shallowest, depth);
  const isLast = ranBy.size === CROWD - 1 && !ranBy.has(jobName);
  ranBy.add(jobName);
  if (isLast) setImmediate(() => void report());
}

/** Counts how often the event loop came round while the crowd was started. */
function countTurns(): void {
  if (ranBy.size > 0) turns += 1;
  if (ranBy.size < CROWD) setImmediate(countTurns);
}

async function report(): Promise<void> {
  await scheduler.stop();
  say(`${ranBy.size} ran, ${early} early`);
  say(deepest - shallowest < 10 ? 'the stack did not grow' : `the stack grew from ${shallowest} to ${deepest}`);
  say(turns > 1 ? 'the event loop went on' : 'the event loop stood still');
}
