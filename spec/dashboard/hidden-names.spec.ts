import { expect } from 'chai';
import { hidden } from '../../lib/dashboard/hidden-names.js';

const NAMES = ['backup', 'backup files', 'digest', "O'Hara (nightly)", 'a.b', '$&'];
const sees = (name: string) => name === 'digest';

function seen(text: string): string {
  return hidden(text, sees, () => NAMES);
}

describe('another job in a sentence', () => {
  it('is "another job", by its name and by the key of its run', () => {
    expect(seen("job 'digest' was skipped: the job 'backup' was in its way")).to.equal(
      "job 'digest' was skipped: another job was in its way",
    );
    expect(seen('the run backup@2026-11-20T20:00:00.000Z#0mwp was in its way')).to.equal('another job was in its way');
    expect(seen("it waits for 'backup'")).to.equal('it waits for another job');
  });

  it('leaves no half of a longer name behind', () => {
    expect(seen("the job 'backup files' holds the group")).to.equal('another job holds the group');
    expect(seen('backup files@2026-11-20T20:00:00.000Z holds it')).to.equal('another job holds it');
  });

  it('may be called anything', () => {
    expect(seen("it waits for the run 'O'Hara (nightly)'")).to.equal('it waits for another job');
    expect(seen("job 'a.b' and axb")).to.equal('another job and axb');
    expect(seen("job '$&' runs")).to.equal('another job runs');
  });

  it('is not found within other words, and nothing is changed for who sees all', () => {
    expect(seen('the backups are fine, digest')).to.equal('the backups are fine, digest');
    expect(hidden("job 'backup'", undefined, () => NAMES)).to.equal("job 'backup'");
  });
});
