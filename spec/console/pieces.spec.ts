import { expect } from 'chai';
import { stub } from 'sinon';
import { ChangeLog } from '../../lib/console/local/change-log.js';
import { Drummed } from '../../lib/console/local/drummed.js';
import { lengthText } from '../../lib/console/local/length-text.js';
import { loadOf } from '../../lib/console/local/load-of.js';
import { nearPath } from '../../lib/console/local/near-path.js';
import { Retries } from '../../lib/console/local/retries.js';
import { errorView } from '../../lib/console/local/run-of.js';
import { stripOf } from '../../lib/console/local/strip.js';
import { FAILED, MISSED, RUNS, SKIPPED, Tally } from '../../lib/console/local/tally.js';
import { thisPlace } from '../../lib/console/place.js';

const HOUR_MS = 3_600_000;
const DAY = Date.UTC(2026, 10, 20);

describe('the pieces of a console', () => {
  it('tell of the errors that one gathers', () => {
    const part = { name: 'Error', message: 'left', frames: ['at f (/srv/node_modules/x.js:1:1)'] };
    const error = { name: 'AggregateError', message: 'all', errors: [part], moreErrors: 3 };
    expect(errorView(error, frame => frame)).to.deep.equal({
      name: 'AggregateError',
      message: 'all',
      frames: [],
      hidden: 0,
      errors: [
        { name: 'Error', message: 'left', frames: [{ text: 'f (/srv/node_modules/x.js:1:1)', own: false }], hidden: 0 },
      ],
      truncated: true,
    });
  });

  it('count by the hour, for 24 hours', () => {
    const tally = new Tally(DAY);
    for (let hour = 0; hour < 30; hour += 1) tally.count(RUNS, DAY + hour * HOUR_MS);
    tally.count(FAILED, DAY + 29 * HOUR_MS);
    tally.count(SKIPPED, DAY + 29 * HOUR_MS, 7);
    tally.count(MISSED, DAY + 2 * HOUR_MS, 9);
    expect(tally.day(DAY + 29.9 * HOUR_MS)).to.deep.equal({ runs: 24, failed: 1, skipped: 7, missed: 0 });
    expect(tally.day(DAY + 40 * HOUR_MS)).to.deep.equal({ runs: 13, failed: 1, skipped: 7, missed: 0 });
    // What is a day old is in no hour that is shown.
    tally.count(RUNS, DAY + 16 * HOUR_MS);
    expect(tally.day(DAY + 40 * HOUR_MS).runs).to.equal(13);
    expect(tally.day(DAY + 900 * HOUR_MS)).to.deep.equal({ runs: 0, failed: 0, skipped: 0, missed: 0 });
    // A clock that is set back changes nothing of what was counted.
    tally.count(RUNS, DAY + 900 * HOUR_MS);
    tally.count(RUNS, DAY);
    expect(tally.day(DAY).runs).to.equal(1);
  });

  it('count each job for itself, though their numbers share an array', () => {
    const tallies = Array.from({ length: 200 }, () => new Tally(DAY));
    for (const [index, tally] of tallies.entries()) {
      tally.count(RUNS, DAY, index);
      tally.measure(index * 1_000, index);
      if (index % 3 === 0) tally.count(SKIPPED, DAY, index);
    }
    for (const [index, tally] of tallies.entries()) {
      expect(tally.day(DAY)).to.include({ runs: index, failed: 0, skipped: index % 3 === 0 ? index : 0 });
      expect(tally.durations.sumMs).to.equal(index * 1_000);
      expect(tally.durations.buckets.reduce((sum, count) => sum + count, 0)).to.equal(1);
      expect(tally.lateness.buckets.reduce((sum, count) => sum + count, 0)).to.equal(1);
      expect(tally.longRuns).to.equal(index > 5 ? 1 : 0);
    }
  });

  it('know what changed since, as long as that is a thousand changes at most', () => {
    const log = new ChangeLog();
    const begin = log.observed();
    expect([...(log.since(begin) ?? [])]).to.deep.equal([]);
    for (let change = 1; change <= 1_024; change += 1) {
      expect(log.changed(`job ${change % 3}`, begin)).to.equal(begin + change);
      log.observed();
    }
    expect(log.since(begin)?.size).to.equal(3);
    expect([...(log.since(begin + 1_023) ?? [])]).to.deep.equal(['job 1']);
    expect([...(log.since(log.rev) ?? [])]).to.deep.equal([]);
    expect(log.since(log.rev + 1)).to.equal(undefined);
    log.changed('one more', begin);
    expect(log.since(begin)).to.equal(undefined);
    expect(log.since(begin + 1)?.size).to.equal(4);
    // What nobody has looked at since it last changed needs no new revision.
    expect(log.changed('one more', log.rev)).to.equal(log.rev);
  });

  it('count changes by a clock where hosts share one, and forward if that is set back', () => {
    let nowMs = 5_000;
    const log = new ChangeLog(() => nowMs);
    const change = () => {
      log.observed();
      return log.changed('job', 0);
    };
    expect([log.rev, change(), change()]).to.deep.equal([5_000, 5_001, 5_002]);
    nowMs = 9_000;
    expect(change()).to.equal(9_000);
    nowMs = 7_000;
    expect(change()).to.equal(9_001);
    expect(log.since(4_999)).to.equal(undefined);
    expect([...(log.since(8_000) ?? [])]).to.deep.equal(['job']);
  });

  it('keep the starts of an hour, minute by minute, and drop what started before', () => {
    const drummed = new Drummed();
    const slot = DAY / 60_000;
    for (let start = 0; start < 300; start += 1)
      drummed.add(`job ${start}`, DAY, start === 250 ? 'failed' : 'succeeded', false);
    for (let start = 0; start < 5; start += 1)
      drummed.add('rail', DAY + start, start === 0 ? 'timedOut' : 'succeeded', true);
    const minute = drummed.slot(slot, undefined);
    expect(minute.pins).to.have.lengthOf(8);
    expect([minute.more, minute.rail, minute.bad]).to.deep.equal([292, 5, 1]);
    expect(drummed.slot(slot, job => job === 'job 3')).to.deep.equal({ pins: [{ job: 'job 3', kind: 'succeeded' }] });
    expect(drummed.slot(slot + 1, undefined)).to.deep.equal({});
    drummed.add('later', DAY + HOUR_MS, 'succeeded', false);
    drummed.add('too old', DAY, 'succeeded', false);
    expect(drummed.slot(slot, undefined)).to.deep.equal({});
    expect(drummed.slot(slot + 60, undefined)).to.deep.equal({ pins: [{ job: 'later', kind: 'succeeded' }] });
  });

  it('say of an occurrence how it ended and how long it took, in two characters', () => {
    expect(stripOf('succeeded', 1, 0)).to.equal('s0');
    expect(stripOf('succeeded', 2, 1_023)).to.equal('ra');
    expect(stripOf('failed', 3, 33_012)).to.equal('ff');
    expect(stripOf('skipped', 0, undefined)).to.equal('k0');
    expect(stripOf('timedOut', 1, Number.MAX_SAFE_INTEGER)).to.equal('tz');
  });

  it('say a length in two units', () => {
    const said = [0, 38.4, 999.6, 1_800, 9_999, 59_999, 60_000, 258_000, 3_600_000, 8_048_000, 183_600_000].map(
      lengthText,
    );
    expect(said).to.deep.equal([
      ...['0 ms', '38 ms', '1 s', '1.8 s', '10 s', '1 m', '1 m', '4 m 18 s', '1 h', '2 h 14 m', '2 d 3 h'],
    ]);
  });

  it('count how many runs there are at once, at most, within each slot', () => {
    const stays = [
      { at: -5, ms: 10 },
      { at: 10, ms: 5 },
      { at: 15, ms: 5 },
      { at: 30, ms: 25 },
      { at: 32, ms: 0 },
      { at: 95, ms: 50 },
    ];
    // One after the other is one at once, and what began before or goes on after counts.
    expect(loadOf(stays, [], 0, 100, 10)).to.deep.equal({
      slotMs: 10,
      seen: [1, 1, 0, 2, 1, 1, 0, 0, 0, 1],
      expected: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
    });
    expect(loadOf([], stays, 0, 100, 1).expected).to.deep.equal([2]);
    expect(loadOf([{ at: 0, ms: 1_000 }], [], 100, 200, 4.9).seen).to.deep.equal([1, 1, 1, 1]);
  });

  it('show paths from where the process was started', () => {
    const near = nearPath('/srv/shop');
    expect(near('fetchRates (file:///srv/shop/src/bank.ts:47:11)')).to.equal('fetchRates (src/bank.ts:47:11)');
    expect(near('/srv/shop/src/jobs.ts:31')).to.equal('src/jobs.ts:31');
    expect(near('/srv/shopping/src/jobs.ts:31')).to.equal('/srv/shopping/src/jobs.ts:31');
    expect(nearPath('C:\\shop')('at C:\\shop\\src\\jobs.ts:1 and file:///C:/shop/src/jobs.ts:2')).to.equal(
      'at src\\jobs.ts:1 and src/jobs.ts:2',
    );
    const url = 'file:///srv/my%20shop%20(old)/src/jobs.ts:1';
    expect(nearPath('/srv/my shop (old)')(`at ${url} and /srv/my shop (old)/a.cjs:2`)).to.equal(
      'at src/jobs.ts:1 and a.cjs:2',
    );
    expect(nearPath('/')('/srv/x.ts')).to.equal('/srv/x.ts');
  });

  it('show paths whole where the folder of the process is gone', () => {
    const gone = stub(process, 'cwd').throws(new Error('ENOENT: uv_cwd'));
    try {
      expect(nearPath(thisPlace().folder)('/srv/x.ts')).to.equal('/srv/x.ts');
    } finally {
      gone.restore();
    }
  });

  it('remember the attempts of the last thousand runs that needed several', () => {
    const retries = new Retries();
    for (let run = 0; run < 1_500; run += 1) retries.add(`run ${run}`, { endMs: run, delayMs: 1 });
    retries.add('run 1499', { endMs: 9, delayMs: 2 });
    expect(retries.of('run 499')).to.deep.equal([]);
    expect(retries.of('run 500')).to.have.lengthOf(1);
    expect(retries.of('run 1499')).to.have.lengthOf(2);
  });
});
