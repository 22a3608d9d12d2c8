import { expect } from 'chai';
import { harmless, harmlessLines } from '../lib/harmless.js';

// One form of an escape for what is printed by a scheduler, by the stop of a process, and by the command line.
describe('text of others', () => {
  it('is shown on one line, without what would steer a terminal', () => {
    expect(harmless('a\x1b[31mb\u202ec\nd\r\x9b\t\u2066')).to.equal('a\\u001b[31mb\\u202ec\\nd\\r\\u009b\\t\\u2066');
    expect(harmless('\u2028\u2029\u061c\x7f')).to.equal('\\u2028\\u2029\\u061c\\u007f');
  });

  it('takes for steering what Unicode does, and nothing else', () => {
    const points = Array.from({ length: 0x110000 }, (_, point) => point).filter(
      point => point < 0xd800 || point > 0xdfff,
    );
    const letters = points.map(point => String.fromCodePoint(point));
    const steering = letters.filter(letter => /[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}]/u.test(letter));
    expect(letters.filter(letter => harmless(letter) !== letter)).to.deep.equal(steering);
  });

  it('keeps its lines and tabs where it is a text of several', () => {
    expect(harmlessLines('a\r\nb\tc\x07\rd')).to.equal('a\nb\tc\\u0007\\u000dd');
  });

  it('is as it is in every script', () => {
    expect(harmless('Zürich 東京 👩‍👩‍👧')).to.equal('Zürich 東京 👩‍👩‍👧');
  });
});
