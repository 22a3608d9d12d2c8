import { Registry, Scheduler } from '../../../lib/index.js';
import { say } from './work.js';

/**
 * A process whose listener triggers its job again each time that it is told of a run: of one that is in the way of the
 * next, of one that a condition refuses, or of one that has ended.
 */
const [what] = process.argv.slice(2);
const registry = new Registry();
const job = registry
  .schedule(what === 'overlap' ? () => new Promise(() => {}) : () => {})
  .toRunOnceIn(1)
  .hours()
  .withName('job');
if (what === 'condition') job.when(() => false);
const scheduler = new Scheduler(registry, { stop: { drain: 200, cancel: 100 } });
let calls = 0;
scheduler.on(what === 'ended' ? 'ended' : 'skipped', () => {
  calls += 1;
  void scheduler.get('job')?.trigger();
});
scheduler.start();
void scheduler.get('job')?.trigger();
void scheduler.get('job')?.trigger();
const ticks = setInterval(() => {
  if (calls < 1000) return;
  clearInterval(ticks);
  say('the loop goes on');
}, 5);
