/**
 * Splits TypeScript into code and comments, each as long as the text and with its line breaks, so that an index into
 * one is an index into the others. Literals keep their delimiters and lose what stands between them; the
 * expressions inside a template stay code.
 */
export function splitSource(text: string): { readonly code: string; readonly comments: string } {
  let code = '';
  let comments = '';
  /** For each template that is open, how many braces are open inside its current expression. */
  const openBraces: number[] = [];

  for (let at = 0; at < text.length; ) {
    const braces = openBraces.at(-1);
    const resumesTemplate = braces === 0 && text[at] === '}';
    const token = matchAt(resumesTemplate ? TEMPLATE_REST : TOKEN, text, at);
    const isComment = token.startsWith('//') || token.startsWith('/*');

    if (resumesTemplate) openBraces.pop();
    else if (token === '{' && braces !== undefined) openBraces.push((openBraces.pop() ?? 0) + 1);
    else if (token === '}' && braces !== undefined) openBraces.push((openBraces.pop() ?? 0) - 1);
    if (token.length > 1 && token.endsWith('${')) openBraces.push(0);

    code += isComment ? blank(token) : token.charAt(0) + blank(token.slice(1, -1)) + token.slice(1).slice(-1);
    comments += isComment ? token : blank(token);
    at += token.length;
  }
  return { code, comments };
}

/** A comment, a string, a template up to its end or its first expression, a regular expression, or any one character. */
const TOKEN = new RegExp(
  [
    /\/\/[^\n]*|\/\*.*?\*\//,
    /'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"/,
    /`(?:\\.|[^`\\$]|\$(?!\{))*(?:`|\$\{)/,
    /(?<=(?:^|[=(,:[!&|?{};]|\breturn)\s*)\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/[a-z]*/,
    /./,
  ]
    .map(pattern => pattern.source)
    .join('|'),
  'sy',
);

/** From the brace that closes a template's expression to the template's end or its next expression. */
const TEMPLATE_REST = /\}(?:\\.|[^`\\$]|\$(?!\{))*(?:`|\$\{)/sy;

function matchAt(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? text.charAt(at);
}

function blank(text: string): string {
  return text.replace(/[^\n]/g, ' ');
}
