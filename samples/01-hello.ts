// The whole of it: say in words when a job runs, and start. This process ends by itself when nothing is left to run.
import { Registry, Scheduler } from 'carillon';

const registry = new Registry();
registry.schedule(ring).toRunNow().andEvery(200).milliseconds().times(3);

new Scheduler(registry).start();

function ring(): void {
  console.log('ding dong');
}

/* prints:
ding dong
ding dong
ding dong
*/
