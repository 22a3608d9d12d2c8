// Counts how many calls, of how many functions in how many files of lib, one plain run takes: from the alarm that rings
// to the record, with the next occurrence and the alarm for it. It counts by V8's precise coverage, on a virtual clock,
// of the modules as tsc made them (dist/lib), after a hundred runs that warm everything up: `npm run bench:stair`.
import { Session } from 'node:inspector/promises';

const library = new URL('../../dist/lib/', import.meta.url);
const { Registry, Scheduler } = await import(new URL('index.js', library));
const { VirtualClock } = await import(new URL('testing/index.js', library));

const clock = new VirtualClock('2026-11-20T12:00:00Z');
const registry = new Registry({ zone: 'UTC' });
registry
  .schedule(() => {})
  .withName('plain')
  .toRunEvery(1)
  .minutes();
const scheduler = new Scheduler(registry, { clock }).start();
await clock.advance({ minutes: 100 });

const before = await counted(() => clock.advance({ seconds: 59 }));
const both = await counted(() => clock.advance({ seconds: 60 }));
await scheduler.stop();

// What moving the clock costs without a run is not the stair's.
const calls = new Map(
  [...both].map(([at, { count, file }]) => [at, { file, count: count - (before.get(at)?.count ?? 0) }]),
);
const taken = [...calls].filter(([, { count }]) => count > 0);
const total = taken.reduce((sum, [, { count }]) => sum + count, 0);
const files = new Set(taken.map(([, { file }]) => file));
console.log(`one plain run: ${total} calls of ${taken.length} functions in ${files.size} files`);
if (process.argv.includes('--list')) {
  for (const [at, { count }] of taken.sort(([a], [b]) => (a < b ? -1 : 1)))
    console.log(`${String(count).padStart(4)}  ${at}`);
}

async function counted(work) {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
  await session.post('Profiler.takePreciseCoverage');
  await work();
  const { result } = await session.post('Profiler.takePreciseCoverage');
  await session.post('Profiler.stopPreciseCoverage');
  session.disconnect();
  return callsIn(result);
}

/** By file, function and place; what belongs to testing is the clock's, and not counted. */
function callsIn(result) {
  const calls = new Map();
  for (const { url, functions } of result) {
    if (!url.startsWith(library.href) || url.includes('/testing/')) continue;
    const file = url.slice(library.href.length);
    for (const { functionName, ranges } of functions) {
      const [{ count, startOffset }] = ranges;
      if (count > 0) calls.set(`${file} ${functionName || '(anonymous)'}@${startOffset}`, { count, file });
    }
  }
  return calls;
}
