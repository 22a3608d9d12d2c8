import { expect } from 'chai';
import { type Packed, pack, run, write } from './support/packed.js';

describe('loading the package', () => {
  let packed: Packed;

  before(async () => {
    packed = await pack(['luxon']);
  });
  after(() => packed.remove());

  it('is required without a word of warning, and loads no ES module for it', async () => {
    write(packed.consumer, {
      'required.cjs': `
        process.on('warning', warning => console.log(String(warning)));
        const { Registry, Scheduler } = require('carillon');
        const { VirtualClock } = require('carillon/testing');
        const clock = new VirtualClock('2026-01-01T00:00:00Z');
        const registry = new Registry({ zone: 'UTC' });
        registry.schedule(() => console.log('ran')).withName('ring').toRunEvery(1).days().at(9);
        const scheduler = new Scheduler(registry, { clock }).start();
        clock.advance({ hours: 10 }).then(() => scheduler.stop());
        console.log(Object.keys(require.cache).filter(path => path.endsWith('.js') && path.includes('bundle')).length);
      `,
    });
    expect(await run(packed.consumer, 'required.cjs')).to.equal('0\nran');
  });

  it("loads none of Node's own modules for the clock before a clock is read", async () => {
    write(packed.consumer, {
      'loads.mjs': `
        const before = process.moduleLoadList.length;
        const { Registry, Scheduler } = await import('carillon');
        const loaded = () => process.moduleLoadList.slice(before).some(name => name.endsWith(' perf_hooks'));
        console.log(loaded());
        await new Scheduler(new Registry()).start().stop();
        console.log(loaded());
      `,
    });
    expect(await run(packed.consumer, 'loads.mjs')).to.equal('false\ntrue');
  });

  it('reads of its code what a program does', async () => {
    const told = (load: string, luxon: string): string => `
      const { Registry, Scheduler } = ${load};
      const read = () => Object.keys(createRequire(${luxon}).cache)
        .flatMap(path => /carillon.dist.bundle.(.+)[.]cjs$|(luxon)[.]js$/.exec(path)?.slice(1).join('') ?? []).sort().join();
      console.log(read());
      const registry = new Registry({ zone: 'UTC' });
      registry.schedule(() => {}).withName('ring').toRunEvery(1).days().at(9);
      console.log(read());
      console.log(registry.definitions()[0].schedule.describe());
      console.log(read());
      const scheduler = new Scheduler(registry).start();
      console.log(read());
      scheduler.stop();
    `;
    write(packed.consumer, {
      'parts.mjs': `import { createRequire } from 'node:module'; ${told("await import('carillon')", 'import.meta.url')}`,
      'parts.cjs': `const { createRequire } = require('node:module'); ${told("require('carillon')", '__filename')}`,
    });
    // What many never ask for is read by itself, and all that is left with the first scheduler.
    const rest = ['engine', 'cron', 'harmless', 'json', 'lint', 'to-cron'];
    const stages = [['core', 'index'], ['words'], ['describe'], rest];
    const read = (...more: string[]): string[] =>
      stages.map((_, i) => [...stages.slice(0, i + 1).flat(), ...(i > 0 ? more : [])].sort().join());
    const output = async (name: string): Promise<readonly string[]> => (await run(packed.consumer, name)).split('\n');
    const [first, second, said, third, last] = await output('parts.mjs');
    expect(said).to.equal('every day at 09:00 (UTC)');
    expect([first, second, third, last]).to.deep.equal(read());
    expect((await output('parts.cjs')).filter(line => line !== said)).to.deep.equal(read('luxon'));
  });

  it('reads nothing any more once a scheduler was made, as where another version takes its place meanwhile', async () => {
    write(packed.consumer, {
      'gone.mjs': `
        import { renameSync } from 'node:fs';
        import { Registry, Scheduler } from 'carillon';
        const registry = new Registry({ zone: 'UTC' });
        registry.schedule(() => { throw new Error('no disk'); }).withName('backup').toRunNow();
        const scheduler = new Scheduler(registry).start();
        process.on('SIGTERM', () => console.log('SIGTERM'));
        process.on('exit', () => renameSync('node_modules/gone', 'node_modules/carillon'));
        renameSync('node_modules/carillon', 'node_modules/gone');
        scheduler.once('ended', () => {
          const { schedule } = scheduler.add(() => {}, '*/5 * * * *');
          console.log(schedule.describe(0).slice(0, 21), schedule.toCron().cron, JSON.stringify(schedule).length > 9);
          console.log(scheduler.whyNot('backup', 0).slice(0, 12));
          process.kill(process.pid, 'SIGTERM');
        });
      `,
    });
    const output = await run(packed.consumer, 'gone.mjs');
    expect(output).to.equal("every 5 minutes (UTC) */5 * * * * true\njob 'backup'\nSIGTERM");
  });

  it('is one copy, imported and required, with the Luxon of whoever came first', async () => {
    write(packed.consumer, {
      'both.mjs': `
        import { createRequire } from 'node:module';
        import { DateTime } from 'luxon';
        import { Registry, Scheduler } from 'carillon';
        import { VirtualClock } from 'carillon/testing';
        const required = createRequire(import.meta.url)('carillon');

        class Ring extends required.Job {
          execute() { return 'rung'; }
        }
        const clock = new VirtualClock('2026-01-01T00:00:00Z');
        const registry = new required.Registry({ zone: 'UTC' });
        registry.schedule(Ring).toRunEvery(1).days();
        const scheduler = new Scheduler(registry, { clock }).start();
        console.log(await scheduler.get('Ring').trigger());
        console.log(required.Scheduler === Scheduler, required.Registry === Registry);
        console.log(scheduler.get('Ring').nextRun instanceof DateTime);
        await scheduler.stop();
      `,
    });
    expect(await run(packed.consumer, 'both.mjs')).to.equal("{ kind: 'succeeded', value: 'rung' }\ntrue true\ntrue");
  });

  it('knows its other copy, as where a bundler has made one', async () => {
    write(packed.consumer, {
      'two.mjs': `
        import { Registry, Scheduler } from 'carillon';
        import { VirtualClock } from 'carillon/testing';
        import * as bundled from './node_modules/carillon/dist/bundle/index.js';

        class Ring extends bundled.Job {
          execute() { return 'rung'; }
        }
        const clock = new VirtualClock('2026-01-01T00:00:00Z');
        const registry = new bundled.Registry({ zone: 'UTC' });
        registry.schedule(Ring).toRunEvery(1).days();
        const scheduler = new Scheduler(registry, { clock }).start();
        console.log(await scheduler.get('Ring').trigger());
        console.log(new bundled.Scheduler(new Registry(), { clock }).start().jobs.length);
        const make = () => scheduler;
        console.log(bundled.Scheduler.shared('both', make) === Scheduler.shared('both', make));
        await scheduler.stop();
      `,
    });
    expect(await run(packed.consumer, 'two.mjs')).to.equal("{ kind: 'succeeded', value: 'rung' }\n0\ntrue");
  });

  it('has one class of each kind for all of its doors', async () => {
    const told = 'new VirtualClock().advance(-1).catch(error => console.log(error instanceof InvalidTimeError));';
    write(packed.consumer, {
      'one.mjs': `
        import { InvalidTimeError } from 'carillon';
        import { VirtualClock } from 'carillon/testing';
        ${told}
      `,
      'one.cjs': `
        const { InvalidTimeError } = require('carillon');
        const { VirtualClock } = require('carillon/testing');
        ${told}
      `,
    });
    expect(await run(packed.consumer, 'one.mjs')).to.equal('true');
    expect(await run(packed.consumer, 'one.cjs')).to.equal('true');
  });
});
