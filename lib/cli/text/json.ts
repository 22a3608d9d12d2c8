/** Reads JSON that somebody wrote: an editor may have marked its file as UTF-8. @throws SyntaxError */
export function readJson(text: string): unknown {
  return JSON.parse(text.replace(/^\ufeff/, '')) as unknown;
}
