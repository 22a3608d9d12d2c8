// A module that is loaded again, by a tool that reloads what was edited or that loads it twice, must not make a second
// scheduler. The process keeps one by name, and a job that is added again takes the place of the one before: its history
// stays, and a run in progress goes on.
import { Scheduler } from 'carillon';

moduleOfJobs('first version');
moduleOfJobs('second version');
const scheduler = Scheduler.shared('app', () => new Scheduler());
await scheduler.get('greet')?.trigger();
console.log(scheduler.jobs.length, 'job');
await scheduler.stop();

/** Stands for a file that is evaluated anew. */
function moduleOfJobs(version: string): void {
  const scheduler = Scheduler.shared('app', () => new Scheduler().start());
  const greet = () => console.log(`hello from the ${version}`);
  scheduler.add(greet, s => s.toRunEvery(1).hours(), { replace: true });
}

/* prints:
hello from the second version
1 job
*/
