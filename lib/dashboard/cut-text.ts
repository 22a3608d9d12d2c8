/** Cuts a text to so many characters and says how much is gone: `… 998 kB more`. Never inside a pair of surrogates. */
export function cutText(text: string, most: number): string {
  if (text.length <= most) return text;
  const last = text.charCodeAt(most - 1);
  const kept = text.slice(0, last >= 0xd800 && last <= 0xdbff ? most - 1 : most);
  return `${kept}… ${size(text.length - kept.length)} more`;
}

/** Text without what moves a cursor, changes colours or turns the direction of what follows: nothing of it is shown. */
export function plainText(text: string): string {
  return UNSEEN.test(text) ? text.replace(ALL_UNSEEN, '') : text;
}

// Escape sequences whole; controls but tab and line feed; marks that turn the direction; separators that break lines.
const UNSEEN_TEXT =
  '\\u001b\\[[0-?]*[ -/]*[@-~]|[\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u061c\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069\\ufeff]';
const UNSEEN = new RegExp(UNSEEN_TEXT);
const ALL_UNSEEN = new RegExp(UNSEEN_TEXT, 'g');

function size(characters: number): string {
  if (characters < 1_000) return `${characters} characters`;
  return characters < 1_000_000 ? `${Math.round(characters / 1_000)} kB` : `${(characters / 1_000_000).toFixed(1)} MB`;
}
