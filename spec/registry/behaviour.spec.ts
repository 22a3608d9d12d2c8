import { expect } from 'chai';
import type { JobDefinition } from '../../lib/job/definition.js';
import { Job } from '../../lib/job/job.js';
import { Registry } from '../../lib/registry/registry.js';
import { declared, report, type Words } from '../support/declared.js';

const every: Words = s => s.toRunEvery(1).hours();
const isOpen = () => true;
const note = () => {};

class Poll extends Job {
  override execute() {}
}

const TABLE: readonly (readonly [words: Words, expected: Partial<JobDefinition>])[] = [
  [every, {}],
  [s => s.nonReentrant().toRunEvery(1).hours(), { overlap: 'skip', overlapBy: 'person' }],
  [s => s.toRunEvery(1).hours().reentrant(), { overlap: 'allow', overlapBy: 'person' }],
  [s => s.toRunEvery(1).hours().whenOverlapping('runAfter'), { overlap: 'runAfter', overlapBy: 'person' }],
  [s => s.toRunEvery(1).hours().whenOverlapping('cancelPrevious'), { overlap: 'cancelPrevious', overlapBy: 'person' }],
  [s => s.toRunEvery(1).hours().inGroup('mail'), { group: 'mail' }],
  [s => s.toRunEvery(1).hours().withTimeout({ minutes: 5 }), { timeoutMs: 300_000 }],
  [s => s.toRunEvery(1).hours().abandonAfter('PT30S'), { abandonAfterMs: 30_000 }],
  [
    s => s.toRunEvery(1).hours().withRetry({ attempts: 3 }),
    { retry: { attempts: 3, delayMs: 1000, factor: 2, maxDelayMs: undefined, jitter: 0, attemptTimeoutMs: undefined } },
  ],
  [
    s =>
      s
        .toRunEvery(1)
        .hours()
        .withRetry({
          attempts: 2,
          delay: 50,
          factor: 1.5,
          maxDelay: { seconds: 1 },
          jitter: 0.5,
          attemptTimeout: 'PT2S',
        }),
    { retry: { attempts: 2, delayMs: 50, factor: 1.5, maxDelayMs: 1000, jitter: 0.5, attemptTimeoutMs: 2000 } },
  ],
  [
    s => s.toRunEvery(1).hours().withRetry({ attempts: 100, delay: 0, factor: 100, jitter: 1 }),
    {
      retry: { attempts: 100, delayMs: 0, factor: 100, maxDelayMs: undefined, jitter: 1, attemptTimeoutMs: undefined },
    },
  ],
  [s => s.toRunEvery(1).hours().whenMissed('runOnce'), {}],
  [s => s.toRunEvery(1).hours().onEveryHost(), { everyHost: true }],
  [s => s.toRunEvery(1).hours().atLeastOnce(), { delivery: 'atLeastOnce' }],
  [s => s.toRunEvery(1).hours().atMostOnce(), { delivery: 'atMostOnce' }],
  [s => s.toRunEvery(1).hours().whenMissed('skip'), { missed: { kind: 'skip', withinMs: 1000, max: 100 } }],
  [s => s.toRunEvery(1).hours().whenMissed('skip', { within: 0 }), { missed: { kind: 'skip', withinMs: 0, max: 100 } }],
  [
    s =>
      s
        .toRunEvery(1)
        .hours()
        .whenMissed('runAll', { within: { hours: 6 }, max: 24 }),
    { missed: { kind: 'runAll', withinMs: 21_600_000, max: 24 } },
  ],
  [
    s =>
      s
        .toRunEvery(1)
        .hours()
        .when(isOpen)
        .skip(note as () => boolean),
    {
      conditions: [
        { expect: true, test: isOpen },
        { expect: false, test: note as () => boolean },
      ],
    },
  ],
  [
    s => s.toRunEvery(1).hours().before(note).after(note).onSuccess(note).onFailure(note),
    { hooks: [{ before: note }, { after: note }, { onSuccess: note }, { onFailure: note }] },
  ],
  [
    s => s.toRunEvery(1).hours().describedAs('Mails the day to the manager').tagged('mail').tagged('nightly', 'mail'),
    { purpose: 'Mails the day to the manager', tags: ['mail', 'nightly'] },
  ],
  [s => s.andThen(Poll).toRunEvery(1).hours().andThen(isOpen), { andThen: [Poll, isOpen] }],
];

const NOTHING_SAID = {
  namedBy: 'code',
  zonedBy: 'person',
  purpose: undefined,
  tags: [],
  declaredAt: undefined,
  work: report,
  andThen: [],
  overlap: 'skip',
  overlapBy: 'schedule',
  group: undefined,
  timeoutMs: undefined,
  abandonAfterMs: undefined,
  retry: undefined,
  missed: { kind: 'runOnce', withinMs: undefined, max: 100 },
  everyHost: false,
  delivery: 'atLeastOnce',
  taking: undefined,
  conditions: [],
  hooks: [],
};

describe('how a job behaves', () => {
  for (const [words, expected] of TABLE) {
    it(String(words), () => {
      const { schedule, ...behaviour } = declared(words);
      expect(behaviour).to.deep.equal({ ...NOTHING_SAID, ...expected });
      expect(schedule.name).to.equal('report');
    });
  }

  it('says whether anybody named its zone; a schedule that was made before brings its own', () => {
    const [host, person] = [new Registry(), new Registry({ zone: 'Asia/Tokyo' })];
    expect(new Registry({ zone: 'local' }).definer(report, every).zonedBy).to.equal('host');
    const left = host.definer(report, every);
    expect(left.zonedBy).to.equal('host');
    expect(person.definer(report, every, left).zonedBy, 'an edit keeps the zone').to.equal('host');
    expect(person.definer(report, every).zonedBy).to.equal('person');
    expect(host.definer(report, s => s.toRunEvery(1).hours().inZone('UTC')).zonedBy).to.equal('person');
    expect(host.definer(report, left.schedule).zonedBy).to.equal('person');
    for (const name of ['local', 'system', 'default', 'LOCAL']) {
      expect(new Registry({ zone: name }).definer(report, every).zonedBy, name).to.equal('host');
      expect(person.definer(report, s => s.toRunEvery(1).hours().inZone(name)).zonedBy, name).to.equal('host');
    }
  });

  it('is one group for all jobs of a serial registry, and for none of another', () => {
    const groupOf = (serial: boolean, words: Words) => declared(words, { serial }).group;
    expect(groupOf(true, every)).to.be.a('string');
    expect(groupOf(true, every)).to.equal(groupOf(true, s => s.toRunEvery(2).days()));
    expect(groupOf(false, every)).to.equal(undefined);
  });

  it('takes the timeout of a Job, unless words say otherwise', () => {
    const job = new Poll('poll', { timeout: { seconds: 9 } });
    const registry = new Registry();
    expect(registry.definer(job, every).timeoutMs).to.equal(9000);
    expect(registry.definer(job, s => s.toRunEvery(1).hours().withTimeout({ seconds: 2 })).timeoutMs).to.equal(2000);
    expect(registry.definer(report, s => s.toRunEvery(1).hours().andThen(job)).timeoutMs).to.equal(undefined);
  });
});
