import { harmless } from '../../harmless.js';
import { Complaint } from '../complaint.js';

/** A piece of words that were typed, and where it stands. */
export interface Token {
  readonly kind: 'name' | 'number' | 'text' | 'sign' | 'end';
  /** A text without its quotes. */
  readonly text: string;
  readonly at: number;
}

/** Takes words apart. @throws Complaint for what none of them can hold */
export function tokensOf(words: string): readonly Token[] {
  const piece =
    /\s*(?:(?<name>[\p{L}_$][\p{L}\p{N}_$]*)|(?<number>-?\d[\d_]*(?:\.\d+)?)|(?<quote>['"`])(?<text>(?:\\.|(?!\k<quote>)[^\\])*)\k<quote>|(?<sign>=>|[^\s'"`]))/uy;
  const tokens: Token[] = [];
  let end = 0;
  for (let match = piece.exec(words); match !== null; match = piece.exec(words)) {
    const { name, number, text, sign } = match.groups ?? {};
    end = piece.lastIndex;
    const at = end - match[0].trimStart().length;
    if (name !== undefined) tokens.push({ kind: 'name', text: name, at });
    else if (number !== undefined) tokens.push({ kind: 'number', text: number.replaceAll('_', ''), at });
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: sign, at });
    else tokens.push({ kind: 'text', text: (text ?? '').replace(/\\(.)/g, '$1'), at });
  }
  const rest = words.slice(end).trim();
  if (rest === '') return [...tokens, { kind: 'end', text: '', at: words.length }];
  throw new Complaint(`these words can't be read from '${harmless(rest.slice(0, 30))}' on`, {
    code: 'failed',
    remedy: WHAT_CAN_BE,
  });
}

/** What can stand in words that are typed. */
export const WHAT_CAN_BE =
  'words are a chain such as toRunEvery(2).weeks().on(Friday).at(9): calls with numbers, texts, days, months and options, which are read and never run';
