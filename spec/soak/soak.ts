import { setTimeout as sleep } from 'node:timers/promises';
import { Registry, type RunRecord, Scheduler } from '../../lib/index.js';

// `npm run soak`, or `npm run soak -- MINUTES JOBS`: jobs of one second on the real clock, as long as it is told to.
// Prints the lateness and the heap, and fails if an occurrence is lost or doubled, or if the heap grows.

const [minutes, jobCount] = [Number(process.argv[2] ?? 60), Number(process.argv[3] ?? 1000)];

const SECOND = 1000;

/** The heap is measured after this, when every history is full and the engine has compiled what is hot. */
const WARM_UP_MS = Math.min(120 * SECOND, (minutes * 60 * SECOND) / 3);

/** What the heap may grow by while nothing but time goes on, beside noise. */
const MOST_GROWTH_BYTES = 4_000_000;

/** Lateness is counted by whole milliseconds up to here. */
const MOST_LATE_MS = 10 * SECOND;

const lateness = new Uint32Array(MOST_LATE_MS + 1);
/** The last occurrence of each job that has its outcome; every next one must be a second later. */
const lastMs = new Map<string, number>();
const faults: string[] = [];
const counts = { succeeded: 0, missed: 0, skipped: 0, other: 0 };

const registry = new Registry({ zone: 'UTC' });
for (let index = 0; index < jobCount; index += 1) {
  registry
    .schedule(async () => {})
    .toRunEvery(1)
    .seconds()
    .withName(`job ${index}`);
}
const scheduler = new Scheduler(registry, { history: 20, handleSignals: false });
for (const kind of ['succeeded', 'failed', 'timedOut', 'cancelled', 'abandoned', 'skipped', 'missed'] as const)
  scheduler.on(kind, account);

const startedAt = performance.now();
scheduler.start();
await sleep(WARM_UP_MS);
const heapBefore = heapBytes();
console.log(`after ${seconds()} s: heap ${megabytes(heapBefore)}`);
while (performance.now() - startedAt < minutes * 60 * SECOND) {
  await sleep(Math.min(60 * SECOND, minutes * 60 * SECOND - (performance.now() - startedAt)));
  console.log(`after ${seconds()} s: heap ${megabytes(heapBytes())}, ${lateTexts().join(', ')}`);
}
const stoppedMs = Date.now();
const growth = heapBytes() - heapBefore;
await scheduler.stop();

for (const [name, ms] of lastMs)
  if (stoppedMs - ms > SECOND) fault(`${name}: nothing became of what follows ${new Date(ms).toISOString()}`);
if (lastMs.size !== jobCount) fault(`${jobCount - lastMs.size} jobs had no occurrence`);
if (growth > MOST_GROWTH_BYTES) fault(`the heap grew by ${megabytes(growth)}`);
console.log(`${jobCount} jobs of one second in ${seconds()} s:`, counts);
console.log(`lateness: ${lateTexts().join(', ')}; heap ${growth < 0 ? '' : '+'}${megabytes(growth)} since it was warm`);
for (const text of faults) console.error(text);
process.exitCode = faults.length === 0 ? 0 : 1;

function account({ jobName, occurrence, outcome, lateBy }: RunRecord): void {
  const firstMs = occurrence.toMillis();
  const expectedMs = (lastMs.get(jobName) ?? firstMs - SECOND) + SECOND;
  if (firstMs !== expectedMs)
    fault(`${jobName}: ${occurrence.toISO()} follows ${new Date(expectedMs - SECOND).toISOString()}`);
  if (outcome.kind === 'missed') {
    counts.missed += outcome.count;
    lastMs.set(jobName, firstMs + (outcome.count - 1) * SECOND);
    return;
  }
  if (outcome.kind === 'succeeded' || outcome.kind === 'skipped') counts[outcome.kind] += 1;
  else counts.other += 1;
  lastMs.set(jobName, firstMs);
  const late = Math.min(MOST_LATE_MS, Math.floor(lateBy.toMillis()));
  lateness[late] = (lateness[late] ?? 0) + 1;
}

function fault(text: string): void {
  if (faults.length < 20) faults.push(text);
}

function lateTexts(): readonly string[] {
  return [0.5, 0.9, 0.99, 0.999, 1].map(share => `p${share * 100} ${lateAt(share)} ms`);
}

function lateAt(share: number): number {
  let left = Math.ceil(share * lateness.reduce((sum, count) => sum + count, 0));
  return lateness.findIndex(count => {
    left -= count;
    return left <= 0;
  });
}

function heapBytes(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(2)} MB`;
}

function seconds(): number {
  return Math.round((performance.now() - startedAt) / SECOND);
}
