import { expect } from 'chai';
import { Child } from './child.js';

describe('the jobs of a process', () => {
  it('never end it, however they and all around them fail', async () => {
    await using child = new Child('faulty');
    expect(await child.ends()).to.deep.equal({
      endedBy: 0,
      stdout: [
        'chained failed',
        'ignored succeeded',
        'late abandoned',
        'late failed',
        'predicate skipped',
        'rejects failed',
        'retried failed',
        'throws failed',
        'undisposable failed',
        'unmakeable failed',
      ],
      stderr: [],
    });
  });

  it('all run when ten thousand are due at once, none early, in turn with the event loop', async () => {
    await using child = new Child('crowd');
    expect(await child.ends()).to.deep.equal({
      endedBy: 0,
      stdout: ['10000 ran, 0 early', 'the stack did not grow', 'the event loop went on'],
      stderr: [],
    });
  });
});
