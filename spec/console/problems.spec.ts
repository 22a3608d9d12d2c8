import { expect } from 'chai';
import type { Problem } from '../../lib/console/findings.js';
import { LocalConsole } from '../../lib/console/local/local-console.js';
import { Registry, Scheduler } from '../../lib/index.js';
import { VirtualClock } from '../../lib/testing/virtual-clock.js';
import { PLACE } from '../support/console/console-world.js';
import { silent } from '../support/silent.js';
import { heeding } from '../support/work.js';

interface Watched {
  readonly clock: VirtualClock;
  readonly scheduler: Scheduler;
  readonly console: LocalConsole;
}

async function watching(
  declare: (registry: Registry, clock: VirtualClock) => void,
  hold: (watched: Watched) => Promise<void>,
  begin = Date.UTC(2026, 10, 20, 20),
): Promise<void> {
  const clock = new VirtualClock(begin);
  const registry = new Registry({ zone: 'Europe/Berlin' });
  declare(registry, clock);
  const scheduler = new Scheduler(registry, { clock, name: 'shop', logger: silent });
  scheduler.on('failed', () => {});
  scheduler.on('scheduleFailed', () => {});
  const console = new LocalConsole(scheduler, PLACE, 'e1');
  scheduler.start();
  await hold({ clock, scheduler, console });
  const stopped = scheduler.stop();
  await clock.advance({ seconds: 10 });
  await stopped;
}

function codes(problems: readonly Problem[]): readonly string[] {
  return problems.map(({ code, job }) => (job === undefined ? code : `${code} ${job}`));
}

describe('the problems that a console finds', () => {
  it('are failures: two in a row, or one of a job that runs at most daily; success ends them', () => {
    let isBad = true;
    const work = () => {
      if (isBad) throw new Error('no');
    };
    return watching(
      registry => {
        registry.schedule(work).withName('hourly').toRunEvery(1).hours();
        registry.schedule(work).withName('daily').toRunEvery(1).days().at(21, 30);
      },
      async ({ clock, console }) => {
        await clock.advance({ minutes: 45 });
        expect(codes(console.problems())).to.deep.equal(['failing daily']);
        await clock.advance({ hours: 1 });
        expect(codes(console.problems())).to.deep.equal(['failing hourly', 'failing daily']);
        expect(console.problems()[1]).to.include({ title: 'has failed', level: 'bad', cause: 'no' });
        isBad = false;
        await clock.advance({ hours: 24 });
        expect(codes(console.problems())).to.deep.equal([]);
      },
    );
  });

  it('are failures of a job whose schedule is over, too: it is failing, and not merely over', () =>
    watching(
      registry => {
        const fails = () => {
          throw new Error('no');
        };
        registry.schedule(fails).withName('import').toRunEvery(1).minutes().times(1);
        registry
          .schedule(() => {})
          .withName('greeting')
          .toRunEvery(1)
          .minutes()
          .times(1);
      },
      async ({ clock, console }) => {
        await clock.advance({ minutes: 5 });
        const { jobs } = console.jobs({ sort: 'name', limit: 9 });
        expect(jobs.map(({ name, state, phase }) => [name, state, phase])).to.deep.equal([
          ['greeting', 'ended', 'ended'],
          ['import', 'failing', 'ended'],
        ]);
        expect(console.overview().counts.failing).to.equal(1);
        expect(codes(console.problems())).to.deep.equal(['failing import']);
      },
    ));

  it('are runs that take nearly twice as long as they did', () => {
    let minutes = 1;
    return watching(
      (registry, clock) => {
        registry
          .schedule(run => heeding(clock, minutes * 60_000)(run))
          .withName('index')
          .toRunEvery(1)
          .hours();
      },
      async ({ clock, console }) => {
        await clock.advance({ hours: 50 });
        minutes = 2;
        await clock.advance({ hours: 11 });
        expect(codes(console.problems())).to.deep.equal([]);
        await clock.advance({ hours: 5 });
        const [problem] = console.problems();
        expect(problem).to.include({ code: 'slower', job: 'index', level: 'warn' });
        expect(problem?.title).to.equal('takes 2.0 times as long as before');
        expect(problem?.cause).to.equal('the median was 1 m and is 2 m');
      },
    );
  });

  it('are occurrences that are skipped again and again, since the run before goes on', () =>
    watching(
      (registry, clock) => {
        registry.schedule(heeding(clock, 90_000)).withName('stock').toRunEvery(1).minutes();
      },
      async ({ clock, console }) => {
        await clock.advance({ minutes: 3 });
        expect(codes(console.problems())).to.deep.equal([]);
        await clock.advance({ minutes: 3 });
        expect(console.problems()[0]).to.include({ code: 'overlap', job: 'stock' });
        expect(console.problems()[0]?.title).to.match(/^skipped 3 of its last \d occurrences$/);
        expect(console.problems()[0]?.cause).to.match(/stock@.*was in its way/);
      },
    ));

  it('are a schedule that throws', () => {
    let isBroken = false;
    return watching(
      registry => {
        registry
          .schedule(() => {})
          .withName('report')
          .toRunEvery(1)
          .days()
          .at(21, 30)
          .exceptOn(() => {
            if (isBroken) throw new Error('no calendar');
            return false;
          });
      },
      async ({ clock, console }) => {
        isBroken = true;
        await clock.advance({ hours: 25 });
        expect(console.problems()[0]).to.include({ code: 'broken', job: 'report', level: 'bad' });
        expect(console.jobs({ sort: 'attention', limit: 1 }).jobs[0]?.state).to.equal('broken');
        isBroken = false;
        await clock.advance({ minutes: 2 });
        expect(codes(console.problems())).to.deep.equal([]);
      },
    );
  });

  it('are jobs that are due and don’t start, while a busy loop keeps them from it', () =>
    watching(
      registry => {
        registry
          .schedule(() => {})
          .withName('beat')
          .toRunEvery(10)
          .seconds();
      },
      async ({ clock, console }) => {
        await clock.advance({ seconds: 5 });
        const rev = console.revision();
        // The loop is held: the clock goes on and no alarm rings.
        clock.jump({ seconds: 20 });
        expect(console.revision()).to.be.above(rev);
        expect(console.jobs({ sort: 'attention', limit: 1, state: 'due' }).jobs.map(({ name }) => name)).to.deep.equal([
          'beat',
        ]);
        expect([...codes(console.problems()), console.overview().counts.look]).to.include.members(['due beat', 1]);
        await clock.advance({ seconds: 30 });
        console.revision();
        expect(codes(console.problems())).not.to.include('due beat');
      },
    ));

  it('are a clock that jumped and a loop that was blocked, for half an hour', () =>
    watching(
      registry => {
        registry
          .schedule(() => {})
          .withName('beat')
          .toRunEvery(10)
          .seconds();
      },
      async ({ clock, console }) => {
        await clock.advance({ minutes: 1 });
        clock.jump({ minutes: 5 });
        await clock.advance({ minutes: 2 });
        expect(console.problems()[0]).to.include({ code: 'clockJumped', title: 'the wall clock moved 5 m ahead' });
        await clock.block({ seconds: 15 });
        await clock.advance({ minutes: 1 });
        expect(codes(console.problems())).to.include('loopBlocked');
        await clock.advance({ minutes: 31 });
        expect(codes(console.problems())).to.deep.equal([]);
        const marks = console.timeline({ from: clock.now() - 7_200_000, to: clock.now(), width: 1_000 }).marks;
        expect(marks.map(({ kind }) => kind)).to.deep.equal(['started', 'jumped', 'blocked']);
      },
    ));

  it('are clock changes within a fortnight, as notes, and a timeout that outlasts the interval', () =>
    watching(
      registry => {
        registry
          .schedule(() => {})
          .withName('backup')
          .toRunEvery(1)
          .days()
          .at(2, 30);
        registry
          .schedule(() => {})
          .withName('stock')
          .toRunEvery(3)
          .minutes()
          .withTimeout({ minutes: 5 });
      },
      async ({ clock, console }) => {
        const found = console.problems();
        expect(found.find(({ code }) => code === 'gap')).to.include({ job: 'backup', level: 'note' });
        expect(found.find(({ code }) => code === 'timeoutOverInterval')).to.include({ job: 'stock', level: 'warn' });
        expect(found.map(({ level }) => level)).to.deep.equal(['warn', 'note']);
        await clock.advance({ days: 12 });
        expect(codes(console.problems())).not.to.include('gap backup');
      },
      Date.UTC(2027, 2, 18),
    ));

  it('go with their jobs', () =>
    watching(
      registry => {
        registry
          .schedule(() => {
            throw new Error('no');
          })
          .withName('bad')
          .toRunEvery(1)
          .minutes();
      },
      async ({ clock, scheduler, console }) => {
        await clock.advance({ minutes: 3 });
        expect(codes(console.problems())).to.deep.equal(['failing bad']);
        scheduler.remove('bad');
        expect(codes(console.problems())).to.deep.equal([]);
        expect([console.has('bad'), console.overview().counts.jobs]).to.deep.equal([false, 0]);
      },
    ));
});
