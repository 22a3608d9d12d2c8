// Fastify: its close is what ends everything, and it waits for the hooks of `onClose`. It takes no more connections,
// answers what was asked, stops the jobs, and only then closes what they work with, since the jobs are the plugin that is
// registered last: those of plugins go before those of the application, the last plugin first.
// Signals are Fastify's here; Carillon is told to leave them alone, so that there is one road to the end.
import { setTimeout as wait } from 'node:timers/promises';
import { Registry, type RunContext, Scheduler } from 'carillon';
import fastify from 'fastify';

const registry = new Registry({ zone: 'UTC' });
registry.schedule(count).withName('count').toRunNow();
const scheduler = new Scheduler(registry, { handleSignals: false });

const app = fastify();
app.get('/', async () => scheduler.jobs.map(job => job.name));
app.register(async database => {
  database.addHook('onClose', async () => console.log('database closed'));
});
app.register(async jobs => {
  jobs.addHook('onReady', async () => void scheduler.start());
  jobs.addHook('onClose', async () => {
    const { finished } = await scheduler.stop();
    console.log('finished', finished);
  });
});
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void app.close());

await app.listen({ port: Number(process.env['PORT'] ?? 3000), host: '127.0.0.1' });
console.log('listening');

async function count({ stopping }: RunContext): Promise<void> {
  while (!stopping.aborted) await wait(50);
}

/* prints:
listening
^C
finished [ 'count' ]
database closed
*/
