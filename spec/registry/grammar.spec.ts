import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import { DayOfWeek, Month } from '../../lib/recurrence/recurrence.js';
import { Chain } from '../../lib/registry/chain.js';
import { planned, type Words } from '../support/declared.js';

const FOLDER = 'lib/registry';

/** A word of the grammar: its name, its comment, and where it stands. */
interface Word {
  readonly name: string;
  readonly comment: string;
  readonly place: string;
}

const words = readdirSync(FOLDER)
  .filter(file => file.startsWith('grammar'))
  .flatMap(wordsOf);

describe('the grammar', () => {
  it('has the words that the chain has, and no others', () => {
    const inGrammar = new Set(words.map(word => word.name));
    const inChain = Object.getOwnPropertyNames(Chain.prototype).filter(name => name !== 'constructor');
    expect([...inGrammar].sort()).to.deep.equal(inChain.sort());
    expect(inGrammar.size).to.be.greaterThan(50);
  });

  for (const { name, comment, place } of words) {
    it(`says of ${name} what it does, at ${place}`, () => {
      expect(comment, place).to.match(/\w/);
    });
  }

  const examples = words.flatMap(word => examplesOf(word.comment).map(chain => ({ ...word, chain })));
  for (const { name, chain } of examples) {
    it(`is shown by chains that can be said: ${chain}`, () => {
      expect(chain).to.include(`${name}(`);
      expect(() => planned(spoken(chain))).not.to.throw();
    });
  }

  it('shows each word that says when', () => {
    const shown = examples.map(example => example.chain).join('\n');
    const silent = words.filter(word => !/grammar-job/.test(word.place) && !shown.includes(`${word.name}(`));
    expect(silent.map(word => word.name)).to.deep.equal(['withJitter']);
  });
});

function wordsOf(file: string): readonly Word[] {
  const text = readFileSync(`${FOLDER}/${file}`, 'utf8');
  const found: Word[] = [];
  // An overload shares the comment of the one above it.
  let comment = '';
  for (const [, written, name = ''] of text.matchAll(/^ {2}(?:(\/\*\*.*?\*\/)\n {2})?(\w+)\((?=.*\): \w+;$)/gms)) {
    comment = written ?? comment;
    if (name !== '') found.push({ name, comment, place: `${file}: ${name}` });
  }
  return found;
}

function examplesOf(comment: string): readonly string[] {
  return [...comment.matchAll(/`([^`]+)` → /g)].map(match => match[1] ?? '');
}

function spoken(chain: string): Words {
  const say = new Function('s', 'DayOfWeek', 'Month', `return s.${chain}`);
  return schedule => say(schedule, DayOfWeek, Month) as unknown;
}
