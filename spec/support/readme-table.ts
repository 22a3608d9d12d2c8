/** A table of Markdown. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => '---'), ...rows];
  return lines.map(cells => `| ${cells.join(' | ')} |`).join('\n');
}

/** A sentence as its source shows it, `toRunNow()` of `s => s.toRunNow()`, on one line however it was formatted. */
export function said(words: (schedule: never) => unknown): string {
  return String(words)
    .replace(/\s+/g, ' ')
    .replace(/ ?\.(?=[a-z])/g, '.')
    .replace(/^s => s ?\./, '');
}

/** What stands between the comments `<!-- name -->` and `<!-- /name -->` of a page. */
export function between(page: string, name: string): string {
  return part(name).exec(page)?.[2] ?? '';
}

/** The page with something else between these comments. */
export function withBetween(page: string, name: string, text: string): string {
  return page.replace(part(name), (_all, opening: string, _old, closing: string) => `${opening}${text}\n\n${closing}`);
}

function part(name: string): RegExp {
  return new RegExp(`(<!-- ${name} -->\\n\\n)(.*?)\\n*(<!-- /${name} -->)`, 's');
}
