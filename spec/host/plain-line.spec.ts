import { expect } from 'chai';
import { plainLine } from '../../lib/host/plain-line.js';

describe('plainLine', () => {
  for (const [value, line] of [
    ['the nightly digest — Zürich 🔔 👨‍👩‍👧', 'the nightly digest — Zürich 🔔 👨‍👩‍👧'],
    ['a\nb\r\nc\td', 'a\\nb\\r\\nc\\td'],
    ['\u001b[2Jgone\u0007\u007f\u009b1m', '\\u001b[2Jgone\\u0007\\u007f\\u009b1m'],
    ['right \u202eto left\u2028\u2066', 'right \\u202eto left\\u2028\\u2066'],
    [new Error('no\nstop'), 'Error: no\\nstop'],
    [Symbol('digest'), 'Symbol(digest)'],
    [{ toString: 0 }, 'unprintable object'],
    [Object.create(null), 'unprintable object'],
    [undefined, 'undefined'],
  ] as const) {
    it(`gives ${JSON.stringify(line)}`, () => expect(plainLine(value)).to.equal(line));
  }

  it('is bounded', () => {
    expect(plainLine('x'.repeat(500))).to.equal('x'.repeat(500));
    expect(plainLine('x'.repeat(501))).to.equal(`${'x'.repeat(500)}…`);
  });
});
