import { expect } from 'chai';
import { ScheduleError } from '../../lib/errors.js';
import type { ScheduleClause } from '../../lib/grammar/schedule-clause.js';
import { Registry } from '../../lib/registry/registry.js';
import { report, type Words } from '../support/declared.js';

const first = () => true;
const second = () => false;
const hook = () => {};

describe('an edit', () => {
  const registry = new Registry({ zone: 'Asia/Tokyo' });
  const before = registry.definer(report, s =>
    s
      .toRunEvery(1)
      .days()
      .at(9)
      .except(7)
      .until('2030-01-01')
      .inZone('Europe/Berlin')
      .withName('mine')
      .withJitter(5000)
      .whenMissed('skip')
      .whenOverlapping('runAfter')
      .inGroup('mail')
      .withTimeout(1000)
      .abandonAfter(500)
      .withRetry({ attempts: 2 })
      .when(first)
      .skip(second)
      .before(hook)
      .onFailure(hook)
      .andThen(hook)
      .describedAs('a test')
      .tagged('a', 'b'),
  );

  it('replaces when as a whole, and keeps all else', () => {
    const after = registry.definer(report, s => s.toRunEvery(2).hours(), before);
    const { schedule: was, ...kept } = before;
    const { schedule, ...rest } = after;
    expect(rest).to.deep.equal(kept);
    expect(schedule.name).to.equal('mine');
    expect(schedule.plan).to.deep.include({ zone: 'Europe/Berlin', jitterMs: 5000 });
    expect(schedule.describe())
      .to.match(/^every 2 hours \(Europe\/Berlin\)/)
      .and.not.to.include('until');
    expect(was.describe()).to.include('until');
  });

  it('replaces, of what it says, all that was said by the same word', () => {
    const after = registry.definer(
      report,
      s => s.toRunEvery(2).hours().withJitter(1).when(second).onFailure(first).tagged('c').andThen(first).inZone('UTC'),
      before,
    );
    expect(after.conditions).to.deep.equal([
      { expect: false, test: second },
      { expect: true, test: second },
    ]);
    expect(after.hooks).to.deep.equal([{ before: hook }, { onFailure: first }]);
    expect([after.tags, after.andThen]).to.deep.equal([['c'], [first]]);
    expect(after.schedule.plan).to.deep.include({ zone: 'UTC', jitterMs: 1 });
  });

  it('of what runs by its schedule to what is asked for, or back, leaves none of what nobody said of overlap', () => {
    const hourly = registry.definer(report, s => s.toRunEvery(1).hours().withJitter(5000));
    const asked = registry.definer(report, s => s.whenAsked(), hourly);
    expect(asked).to.deep.include({ overlap: 'allow' });
    expect(asked.schedule.plan.jitterMs).to.equal(0);
    expect(registry.definer(report, s => s.toRunEvery(1).hours(), asked).overlap).to.equal('skip');
    const inTurn = registry.definer(report, s => s.whenAsked(), before);
    expect(registry.definer(report, s => s.toRunEvery(1).hours(), inTurn).overlap).to.equal('runAfter');
    expect(registry.definer(report, asked.schedule).overlap, 'given as it is').to.equal('allow');
  });

  it('keeps what somebody said of overlap, also where it is what would hold unsaid', () => {
    const asked = registry.definer(report, s => s.whenAsked().reentrant());
    const hourly = registry.definer(report, s => s.toRunEvery(1).hours(), asked);
    expect(hourly.overlap).to.equal('allow');
    expect(registry.definer(report, s => s.toRunEvery(2).hours(), hourly).overlap).to.equal('allow');
  });

  it('refuses to keep what has no place beside the new words', () => {
    const edits: readonly (readonly [before: Words, message: string])[] = [
      [
        s => s.toRunEvery(1).hours().whenOverlapping('cancelPrevious'),
        "whenOverlapping('cancelPrevious') has no place",
      ],
      [s => s.toRunEvery(1).hours().nonReentrant(), "whenOverlapping('skip') has no place beside whenAsked()"],
      [s => s.toRunEvery(1).hours().onEveryHost(), 'onEveryHost(…) has no place beside whenAsked()'],
    ];
    for (const [words, message] of edits) {
      const kept = registry.definer(report, words);
      const { schedule } = registry.definer(report, s => s.whenAsked());
      for (const edit of [(s: ScheduleClause) => s.whenAsked(), schedule])
        expect(() => registry.definer(report, edit, kept)).to.throw(ScheduleError, message);
    }
  });

  it('does not rename what its first words have named', () => {
    const unnamed = registry.definer(
      () => {},
      s => s.toRunEvery(1).days(),
    );
    const after = registry.definer(
      () => {},
      s => s.toRunEvery(2).days(),
      unnamed,
    );
    expect([after.schedule.name, after.namedBy]).to.deep.equal(['every day at 00:00', 'words']);
  });

  it('keeps the group of a job of another registry, serial or not', () => {
    const [serial, plain] = [new Registry({ serial: true }), new Registry()];
    expect(serial.definer(report, s => s.toRunEvery(2).hours(), before).group).to.equal('mail');
    const ofSerial = serial.definer(report, s => s.toRunEvery(1).hours());
    expect(plain.definer(report, s => s.toRunEvery(2).hours(), ofSerial).group).to.equal(ofSerial.group);
    const split = () => plain.definer(report, s => s.toRunEvery(2).hours().inGroup('mail'), ofSerial);
    expect(split).to.throw(ScheduleError, 'splits a serial registry');
  });
});
