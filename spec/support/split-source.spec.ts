import { expect } from 'chai';
import { splitSource } from './split-source.js';

describe('splitSource', () => {
  const cases: readonly (readonly [text: string, code: string])[] = [
    ['a; // b', 'a;     '],
    ['a /* b\nc */ d', 'a     \n     d'],
    ["say('it\\'s // no', b)", "say('           ', b)"],
    ['`a ${b} c`', '`   {b}  `'],
    ['`a ${`b ${c} d`} e` + f', '`   {`   {c}  `}  ` + f'],
    ['`${{ a: { b } }}` // c', '` {{ a: { b } }}`     '],
    ['x = /[\'"]/g; y', 'x = /     g; y'],
    ['x = a / b / c', 'x = a / b / c'],
  ];

  for (const [text, code] of cases) {
    it(`finds the code of ${text.replace('\n', '⏎')}`, () => {
      expect(splitSource(text).code).to.equal(code);
    });
  }

  it('keeps what people read where it stands', () => {
    expect(splitSource('a; // b').comments).to.equal('   // b');
    expect(splitSource('`// ${a /* b */}`').comments).to.equal('        /* b */  ');
  });
});
