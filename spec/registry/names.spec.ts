import { expect } from 'chai';
import { DuplicateNameError, ScheduleError } from '../../lib/errors.js';
import { Job, type Work } from '../../lib/job/job.js';
import { Registry } from '../../lib/registry/registry.js';
import { report } from '../support/declared.js';

class Digest extends Job {
  static readonly jobName: string = 'nightly-digest';
  override execute() {}
}
class Monthly extends Digest {}
class Poll extends Job {
  override execute() {}
}

describe('a job is named', () => {
  const named: readonly (readonly [what: string, work: Work, name: string, by: string])[] = [
    ['by the jobName of its class, which no subclass inherits', Digest, 'nightly-digest', 'person'],
    ['by its class, where that says no more', Monthly, 'Monthly', 'code'],
    ['by the jobName of the class of a Job that was given no name', new Digest(), 'nightly-digest', 'person'],
    ['by the class of a Job that was given no name', new Poll(), 'Poll', 'code'],
    ['by the name that a Job was given', new Poll('poll'), 'poll', 'person'],
    ['by a function', report, 'report', 'code'],
    ['by the words of work that has no name', () => {}, 'every day at 21:15', 'words'],
  ];
  for (const [what, work, name, by] of named) {
    it(what, () => {
      const definition = new Registry().definer(work, s => s.toRunEvery(1).days().at(21, 15));
      expect([definition.schedule.name, definition.namedBy]).to.deep.equal([name, by]);
    });
  }

  it('by withName before all else', () => {
    const { schedule, namedBy } = new Registry().definer(Digest, s => s.withName('mine').toRunEvery(1).days());
    expect([schedule.name, namedBy]).to.deep.equal(['mine', 'person']);
  });

  it('by words that get the lowest free number, beside explicit names wherever they are declared', () => {
    const registry = new Registry();
    for (let count = 0; count < 3; count++) {
      registry
        .schedule(() => {})
        .toRunEvery(1)
        .days();
    }
    registry.schedule(report).toRunEvery(1).days().withName('every day at 00:00 (2)');
    const names = () => registry.compile().map(({ name }) => name);
    const expected = [
      'every day at 00:00',
      'every day at 00:00 (3)',
      'every day at 00:00 (4)',
      'every day at 00:00 (2)',
    ];
    expect(names()).to.deep.equal(expected);
    expect(names()).to.deep.equal(expected);
    registry
      .schedule(() => {})
      .toRunEvery(1)
      .days();
    expect(names()).to.deep.equal([...expected, 'every day at 00:00 (5)']);
  });

  it('by words once: a name that was given is taken for whatever is declared after it', () => {
    const registry = new Registry();
    registry
      .schedule(() => {})
      .toRunEvery(1)
      .days();
    registry.compile();
    registry.schedule(report).toRunEvery(1).days().withName('every day at 00:00');
    expect(() => registry.compile()).to.throw(DuplicateNameError);
  });

  it('by words of at most 200 characters', () => {
    const registry = new Registry({ zone: 'UTC' });
    for (let count = 0; count < 2; count++) {
      let chain = registry
        .schedule(() => {})
        .toRunEvery(1)
        .days();
      for (let hour = 0; hour < 24; hour++) chain = chain.at(hour, 30).at(hour, 45);
    }
    const [first, second] = registry.compile().map(({ name }) => name);
    expect(first)
      .to.match(/^every day at 00:30, 00:45, /)
      .and.to.have.lengthOf(200);
    expect(second)
      .to.match(/^every day at 00:30, .* \(2\)$/)
      .and.to.have.lengthOf(200);
  });

  it('not by a jobName that is no name', () => {
    class Wrong extends Job {
      static readonly jobName = ' ';
      override execute() {}
    }
    expect(() => new Registry().schedule(Wrong).toRunEvery(0)).to.throw(
      ScheduleError,
      'the jobName of class Wrong must',
    );
  });
});
