// Several hosts with the same jobs. Each plans the same occurrences under the same keys, so whoever writes a key first
// into a table with a unique column has the run; the others skip it, and say so. This needs a database and nothing else.
// It gives each occurrence at most once: a host that dies in the middle of a run leaves it undone.
import { Registry, type RunContext, Scheduler } from 'carillon';
import { VirtualClock } from 'carillon/testing';

/** Stands for `insert into claims (key, host) values ($1, $2) on conflict do nothing`, and whether it wrote a row. */
const claims = new Map<string, string>();
async function claim(key: string, host: string): Promise<boolean> {
  if (claims.has(key)) return false;
  claims.set(key, host);
  return true;
}

const clock = new VirtualClock('2026-11-20T12:00:30Z');
const [alpha, beta] = ['alpha', 'beta'].map(host => {
  const registry = new Registry({ zone: 'UTC' });
  registry
    .schedule(({ occurrence }: RunContext) => console.log(occurrence.toFormat('HH:mm'), 'on', host))
    .withName('report')
    .toRunEvery(1)
    .hours()
    .when(({ key }) => claim(key, host));
  return new Scheduler(registry, { clock }).start();
});

await clock.advance({ hours: 2 });
await alpha?.stop(); // A deploy: the other goes on.
await clock.advance({ hours: 1 });
console.log(beta?.whyNot('report', '2026-11-20T13:00Z'));
await beta?.stop();

/* prints:
13:00 on alpha
14:00 on alpha
15:00 on beta
job 'report' at 2026-11-20T13:00:00Z: it was skipped (condition): its 'when' predicate said false.
*/
