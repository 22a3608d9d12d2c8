import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import { DayOfWeek, Month } from '../../lib/recurrence/recurrence.js';
import { Chain } from '../../lib/registry/chain.js';
import { declared, type Words } from '../support/declared.js';

const FOLDER = 'lib/grammar';

/** The moment at which the comments look ahead, and at which their scheduler starts. */
const SEEN_AT = Date.UTC(2026, 10, 20, 12);

/** A word of the grammar: its name, its comment, and where it stands. */
interface Word {
  readonly name: string;
  readonly comment: string;
  readonly place: string;
}

const words = readdirSync(FOLDER).flatMap(wordsOf);

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

  const examples = words.flatMap(word => examplesOf(word.comment).map(example => ({ ...word, ...example })));
  for (const { name, chain, occurrences } of examples) {
    it(`shows what comes next: ${chain}`, () => {
      expect(chain).to.include(`${name}(`);
      expect(nextOf(chain, occurrences.length)).to.deep.equal(occurrences);
    });
  }

  it('shows each word that says when', () => {
    const shown = examples.map(example => example.chain).join('\n');
    const silent = words.filter(word => !/^job/.test(word.place) && !shown.includes(`${word.name}(`));
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

/** A chain and what it gives, as in "`toRunEvery(5).minutes()` → 2026-11-20T12:05, 2026-11-20T12:10; remark". */
function examplesOf(comment: string): readonly { readonly chain: string; readonly occurrences: readonly string[] }[] {
  return [...comment.matchAll(/`([^`]+)` → ([^;\n]*)/g)].map(([, chain = '', shown = '']) => ({
    chain,
    occurrences: shown.match(/\d{4}-\d\d-\d\dT[\d:.]+/g) ?? [],
  }));
}

function nextOf(chain: string, howMany: number): readonly string[] {
  const bound = declared(spoken(chain)).schedule.bind(SEEN_AT);
  const found: string[] = [];
  let at: number | undefined = SEEN_AT;
  while (found.length < howMany && at !== undefined) {
    at = bound.next(at);
    if (at !== undefined) found.push(shortIso(at));
  }
  return found;
}

/** ISO text without the seconds and milliseconds that are nothing, and without the offset. */
function shortIso(ms: number): string {
  return new Date(ms).toISOString().replace(/(:00)?(\.000)?Z$/, '');
}

function spoken(chain: string): Words {
  const say = new Function('s', 'DayOfWeek', 'Month', `return s.${chain}`);
  return schedule => void say(schedule, DayOfWeek, Month);
}
