// Tests own the time: a virtual clock moves only when it is told to, and everything that is due on the way has run, in
// order, when the call comes back. Half a year takes no longer than a blink.
import assert from 'node:assert/strict';
import { Registry, Scheduler } from 'carillon';
import { VirtualClock } from 'carillon/testing';

const clock = new VirtualClock('2026-03-07T12:00:00-05:00');
const registry = new Registry({ zone: 'America/New_York' });
const sent: string[] = [];
registry
  .schedule(({ occurrence }) => sent.push(occurrence.toFormat('d LLL HH:mm ZZ')))
  .withName('report')
  .toRunEvery(1)
  .days()
  .at(2, 30);

await using scheduler = new Scheduler(registry, { clock }).start();

await clock.advance({ days: 3 });
console.log(sent);

await clock.advanceTo('2026-09-08T12:00:00-04:00');
assert.equal(sent.length, 185);
assert.equal(scheduler.get('report')?.nextRun?.toISO(), '2026-09-09T02:30:00.000-04:00');
console.log(`${sent.length} reports`);

/* prints:
[ '8 Mar 03:30 -04:00', '9 Mar 02:30 -04:00', '10 Mar 02:30 -04:00' ]
185 reports
*/
