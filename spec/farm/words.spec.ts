import { expect } from 'chai';
import { pgBoss } from '../../lib/farm/index.js';
import { lint, Registry, Scheduler } from '../../lib/index.js';
import { silent } from '../support/silent.js';

const PERIOD = { from: '2026-01-01', to: '2027-01-01' };
const work = () => {};

describe('what a word means in a farm', () => {
  /** What `lint` finds in the one job of a registry, for a farm. */
  function found(say: (registry: Registry) => unknown, runs?: false | readonly string[]) {
    const registry = new Registry({ zone: 'UTC' });
    say(registry);
    const farm = pgBoss('postgres://host/shop', { application: 'spec', ...(runs !== undefined && { runs }) });
    return lint(registry, PERIOD, farm).map(({ code, message }) => `${code}: ${message}`);
  }

  const START = 'it starts with the first host of a release while no other of that lives';
  const rows: readonly (readonly [string, (registry: Registry) => unknown, readonly string[]])[] = [
    ['nothing to remark', registry => registry.schedule(work).withName('job').toRunEvery(1).days().at(9), []],
    [
      'toRunNow()',
      registry => registry.schedule(work).withName('job').toRunNow(),
      [`inFarm: toRunNow() is once for each start of the farm, on one host: ${START}`],
    ],
    [
      'toRunOnceIn(…)',
      registry => registry.schedule(work).withName('job').toRunOnceIn(5).minutes(),
      [`inFarm: toRunOnceIn(…) counts from the start of the farm: ${START}`],
    ],
    [
      'toRunOnceAt(h, m)',
      registry => registry.schedule(work).withName('job').toRunOnceAt(9, 0),
      [`inFarm: toRunOnceAt(h, m) counts from the start of the farm: ${START}`],
    ],
    [
      'delayFor(…) and times(n)',
      registry => registry.schedule(work).withName('job').toRunEvery(1).hours().delayFor(5).minutes().times(3),
      [
        `inFarm: delayFor(…) counts from the start of the farm: ${START}`,
        `inFarm: times(3) is of all hosts together, and begins anew with the farm: ${START}`,
      ],
    ],
    [
      'delayFor(…) of an instant, which moves it wherever it runs',
      registry => registry.schedule(work).withName('job').toRunOnceAt('2026-11-20T10:00').delayFor(5).hours(),
      [],
    ],
    [
      'afterCompletion()',
      registry => registry.schedule(work).withName('job').toRunEvery(5).minutes().afterCompletion(),
      ['inFarm: afterCompletion() counts from the end of the last run, on whatever host that was'],
    ],
    [
      'onEveryHost()',
      registry => registry.schedule(work).toRunEvery(100).milliseconds().onEveryHost().withName('job'),
      [
        'inFarm: onEveryHost(): each host of a farm runs it for itself, by its own clock, and keeps its history to itself',
      ],
    ],
    [
      'atMostOnce()',
      registry => registry.schedule(work).withName('job').toRunEvery(1).days().atMostOnce(),
      ['inFarm: atMostOnce(): where its host goes away in it, a run is lost, which is unknown, and not run again'],
    ],
    [
      'whenAsked()',
      registry => registry.schedule(work).withName('job').whenAsked().withRetry({ attempts: 5 }),
      [
        'inFarm: whenAsked(): what is asked for waits in the database and runs side by side, on as many hosts as are free; ' +
          'each attempt is a run of its own, on any host',
      ],
    ],
    [
      'a schedule below one second, and a timeout over 23 hours',
      registry => registry.schedule(work).withName('job').toRunEvery(100).milliseconds().withTimeout({ hours: 24 }),
      [
        'refusedByFarm: runs more often than each second, which a farm refuses',
        'refusedByFarm: has a timeout of over 23 hours, which a farm refuses',
      ],
    ],
    [
      'no name',
      registry => registry.schedule(work).toRunEvery(1).days(),
      ['refusedByFarm: has no name of its own, which a farm needs'],
    ],
  ];
  for (const [what, say, expected] of rows) {
    it(`is said by lint: ${what}`, () => {
      const ofFarm = found(say).filter(text => !/^(timeoutOverInterval|namedByWords|minifiedName)/.test(text));
      expect(ofFarm).to.deep.equal(expected);
    });
  }

  it('is said of a zone that nobody named, of what others run, and of schedules without a job', () => {
    const registry = new Registry();
    registry.schedule(work).withName('job').toRunEvery(1).days();
    const [finding] = lint(registry, PERIOD, pgBoss('postgres://host/shop', { application: 'spec', runs: ['mail'] }));
    expect(finding).to.deep.include({ code: 'refusedByFarm', severity: 'error', job: 'job' });
    expect(found(all => all.schedule(work).withName('job').toRunEvery(1).days(), false)[0]).to.contain(
      'leaves running it',
    );
    const farm = pgBoss('postgres://host/shop', { application: 'spec' });
    expect(lint(registry.compile(), PERIOD, farm)).to.deep.equal([]);
    expect(() => lint(registry, PERIOD, {} as never)).to.throw('takes a farm beside the period');
  });

  it('is said by a handle, beside what its schedule says', () => {
    const registry = new Registry({ zone: 'UTC' });
    registry.schedule(work).withName('job').toRunEvery(1).days().at(9);
    const farm = pgBoss('postgres://host/shop', { application: 'spec' });
    const job = new Scheduler(registry, { farm, handleSignals: false, maxConcurrency: 5 }).get('job');
    const notes = [
      'in its farm each occurrence runs once, on any host, and again elsewhere under the same key where that goes away',
      'maxConcurrency(5) is of each host, not of the farm',
    ];
    expect(job?.notes).to.deep.equal(notes);
    expect(job?.describe()).to.match(new RegExp(`^every day at 09:00.*; ${notes[0]}; maxConcurrency`));
    const alone = new Scheduler(registry, { handleSignals: false }).get('job');
    expect(alone?.notes).to.deep.equal([]);
    expect(alone?.describe()).to.not.contain('farm');
  });

  it('is refused at run time where it would hold on one host alone, and taken where each has its own', async () => {
    const registry = new Registry({ zone: 'UTC' });
    registry.schedule(work).withName('job').toRunEvery(1).days();
    const farm = pgBoss('postgres://127.0.0.1:1/shop', { application: 'spec' });
    const scheduler = new Scheduler(registry, { farm, handleSignals: false, logger: silent });
    scheduler.add(work, say => say.withName('before the start').toRunEvery(1).days());
    scheduler.start();
    const remedy = 'would hold on this one alone: deploy the change, or say onEveryHost()';
    expect(() => scheduler.add(work, say => say.withName('late').toRunEvery(1).days())).to.throw(remedy);
    expect(() => scheduler.get('job')?.edit(say => say.toRunEvery(2).days())).to.throw(remedy);
    expect(() => scheduler.remove('job')).to.throw(remedy);
    scheduler.add(work, say => say.withName('own').toRunEvery(1).days().onEveryHost());
    expect(scheduler.jobs.map(({ name }) => name)).to.deep.equal(['job', 'before the start', 'own']);
    await scheduler.stop();
  });
});
