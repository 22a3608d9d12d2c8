import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect } from 'chai';
import type ts from 'typescript-6';
import { type Door, doors, notExported, withoutComment } from './support/declarations.js';

/** The published declarations, as a user's editor shows them. */
describe('the public declarations', function () {
  // A compiler reads all of Luxon's and Node's types.
  this.timeout(60_000);

  let all: readonly Door[] = [];
  before(() => {
    all = doors();
  });

  it('have a doc comment at every name and at every member', () => {
    expect(all.flatMap(withoutComment)).to.deep.equal([]);
  });

  it('name nothing that no door lets out', () => {
    const known: ReadonlySet<ts.Symbol> = new Set(all.flatMap(door => [...door.exports.values()]));
    expect(all.flatMap(door => notExported(door, known))).to.deep.equal([]);
  });

  it('would be found without a comment, or with a name that nobody can import', () => {
    mkdirSync('dist/uncommented', { recursive: true });
    const path = resolve('dist/uncommented/door.d.ts');
    writeFileSync(
      path,
      `interface Hidden {}
/** A. */
export declare class A {
  /** B. */
  b(): void;
  c(of: Hidden): void;
  static d: number;
  get e(): string;
  #private;
}
export interface F { g?: number }
/** H. */
export type H = { i: 1 };
/** J. */
export type J = { k: 1 } | 5;
export {};`,
    );
    const [door] = doors([path]) as readonly [Door];
    expect(withoutComment(door)).to.deep.equal(['A.c', 'A.e', 'A.d', 'F', 'F.g', 'H.i']);
    expect(notExported(door, new Set())).to.deep.equal(['A names Hidden']);
  });
});
