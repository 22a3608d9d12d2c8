import type { Remark, Subject } from './remark.js';

/** Names that may be others tomorrow, and with them the keys of all runs. */
export function* doubtfulName({ namedBy, schedule: { name } }: Subject): Generator<Remark> {
  if (namedBy === 'words') {
    yield {
      code: 'namedByWords',
      message: 'its work has no name, so it is named by its words, which another release may say otherwise',
      remedy: "give it a name with withName('…')",
    };
  }
  if (namedBy === 'code' && looksMinified(name)) {
    yield {
      code: 'minifiedName',
      message: `its name ${name} looks as if a minifier had made it, and may be another in the next build`,
      remedy: "give it a name with withName('…'), a static jobName, or super('…')",
    };
  }
}

/** `a`, `Xe`, `t2`, `$_a`: up to three letters that no person would choose. */
function looksMinified(name: string): boolean {
  return name.length <= 2 || (name.length === 3 && /[\d$_]/.test(name));
}
