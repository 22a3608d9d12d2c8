// "In half an hour, once": a job of its own. It lives in this process alone; what must outlive a restart is asked of a
// farm, as `scheduler.enqueue(Remind, data, { delay: { minutes: 30 } })`.
import { Registry, type RunContext, Scheduler } from 'carillon';
import { VirtualClock } from 'carillon/testing';

const clock = new VirtualClock('2026-11-20T12:00:00Z');
const scheduler = new Scheduler(new Registry({ zone: 'UTC' }), { clock }).start();

remindLater('order-42');
remindLater('order-43');
scheduler.remove('reminder of order-43'); // It was paid meanwhile.
await clock.advance({ hours: 1 });
await scheduler.stop();

function remindLater(order: string): void {
  const remind = ({ jobName, occurrence }: RunContext) => console.log(jobName, occurrence.toFormat('HH:mm'));
  scheduler.add(remind, s => s.toRunOnceIn(30).minutes().withName(`reminder of ${order}`));
}

/* prints:
reminder of order-42 12:30
*/
