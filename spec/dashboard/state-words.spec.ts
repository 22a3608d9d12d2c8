import { expect } from 'chai';
import type { Overview } from '../../lib/console/overview.js';
import { stateWords } from '../../lib/dashboard/state-words.js';

const overview = (jobs: number, failing: number, running: number, state = 'running', keeps = false) =>
  ({ counts: { jobs, failing, running, paused: 0 }, scheduler: { state, keeps } }) as Overview;

describe('how it goes', () => {
  it('is said of all jobs in a sentence, with small numbers in words', () => {
    const cases: readonly (readonly [jobs: number, failing: number, says: string])[] = [
      [0, 0, 'There is no job'],
      [1, 0, 'The one job is fine'],
      [12, 0, 'All twelve jobs are fine'],
      [1_200, 0, 'All 1,200 jobs are fine'],
      [12, 1, 'One job is failing, eleven are fine'],
      [3, 2, 'Two jobs are failing, one is fine'],
      [2, 2, 'Two jobs are failing'],
    ];
    expect(cases.map(([jobs, failing]) => stateWords(overview(jobs, failing, 0)).jobs)).to.deep.equal(
      cases.map(([, , says]) => says),
    );
    expect([1, 1_200].map(jobs => stateWords(overview(jobs, 0, 0, 'new')).jobs)).to.deep.equal([
      'Not started: 1 job waits for it',
      'Not started: 1,200 jobs wait for it',
    ]);
  });

  it('is said of what runs', () => {
    expect([0, 1, 2].map(running => stateWords(overview(12, 0, running)).runs)).to.deep.equal([
      'Nothing runs now.',
      'One of them runs now.',
      'Two of them run now.',
    ]);
  });

  it('is said of what is paused, and of a scheduler that rests', () => {
    expect([true, false].map(keeps => stateWords(overview(12, 0, 0, 'running', keeps)).pauses)).to.deep.equal([
      'What is paused here is kept, for all hosts.',
      'What is paused here is paused until the process restarts.',
    ]);
    expect(['new', 'running', 'stopped'].map(state => stateWords(overview(12, 0, 0, state)).rests)).to.deep.equal([
      'This scheduler has not been started: until it is, nothing is planned.',
      undefined,
      'This scheduler has been stopped: nothing starts.',
    ]);
  });
});
