import type { Token } from './tokens.js';

/** Where a chain begins in code that was typed with it, and how many brackets are still open there. */
export interface Beginning {
  readonly at: number;
  readonly open: number;
}

/** Passes over what may stand before a chain: `registry.schedule(Job).`, `scheduler.add(work, s => s.`, `s.` or a dot. */
export function beginningOf(tokens: readonly Token[]): Beginning {
  const at = firstOf(tokens);
  return { at, open: tokens.slice(0, at).reduce((depth, token) => depth + depthBy(token), 0) };
}

function firstOf(tokens: readonly Token[]): number {
  const schedule = tokens.findIndex(({ text }, i) => text === 'schedule' && isSign(tokens[i + 1], '('));
  if (schedule >= 0) return behindCall(tokens, schedule + 1);
  const arrow = tokens.findIndex((_, i) => isAsked(tokens, i));
  // Behind the head of the chain an arrow is code that a word is given: exceptOn(date => date.month === 12).
  const head = tokens.findIndex((_, i) => isHead(tokens, i));
  if (arrow >= 0 && (head < 0 || arrow < head)) return arrow + 3;
  return tokens.slice(0, 2).findIndex(token => isSign(token, '.')) + 1;
}

/** Whether the word of a chain stands there that says when. */
function isHead(tokens: readonly Token[], word: number): boolean {
  return /^(?:toRun[A-Z]\w*|whenAsked)$/.test(tokens[word]?.text ?? '') && isSign(tokens[word + 1], '(');
}

/** Whether an arrow stands there behind which its own parameter is asked: `s => s.`, `(s: Words) => s.` */
function isAsked(tokens: readonly Token[], arrow: number): boolean {
  if (!isSign(tokens[arrow], '=>') || !isSign(tokens[arrow + 2], '.')) return false;
  const opening = tokens.findLastIndex((token, i) => i < arrow && isSign(token, '('));
  const parameter = isSign(tokens[arrow - 1], ')') ? opening + 1 : arrow - 1;
  return tokens[parameter]?.text === tokens[arrow + 1]?.text;
}

/** The place behind a call, of which the arguments may be any code: only brackets are counted. */
function behindCall(tokens: readonly Token[], opening: number): number {
  let depth = 0;
  for (let i = opening; i < tokens.length; i++) {
    depth += depthBy(tokens[i]);
    if (depth === 0) return isSign(tokens[i + 1], '.') ? i + 2 : i + 1;
  }
  return tokens.length - 1;
}

function depthBy(token: Token | undefined): number {
  if (token?.kind !== 'sign') return 0;
  return '([{'.includes(token.text) ? 1 : ')]}'.includes(token.text) ? -1 : 0;
}

function isSign(token: Token | undefined, sign: string): boolean {
  return token?.kind === 'sign' && token.text === sign;
}
