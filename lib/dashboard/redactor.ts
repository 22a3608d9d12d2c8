import { cutText, plainText } from './cut-text.js';
import type { DashboardOptions, RedactedField } from './options.js';

/** What is shown where `redact` threw: never the value. */
const REDACTION_FAILED = '[redaction failed]';

/** What is shown of a value that was cut before `redact` could see it whole: what it looks for may be in any part. */
export const CUT_TOO_EARLY = '[not shown: too long to be kept whole, and so to be redacted]';

/** How a text ends that was cut where it was kept. */
const CUT = /… \d+ more$/;

/** Makes the text of a field as people may see it: redacted first, then made plain, then cut. */
export class Redactor {
  readonly #redact: DashboardOptions['redact'];

  constructor({ redact }: DashboardOptions) {
    this.#redact = redact;
  }

  /** The text of a value, of at most `most` characters and what was cut. */
  text(field: RedactedField, value: unknown, job: string, most: number): string {
    return cutText(plainText(this.#shown(field, value, job)), most);
  }

  #shown(field: RedactedField, value: unknown, job: string): string {
    if (this.#redact === undefined) return textOf(value);
    const isCut = typeof value === 'string' && CUT.test(value);
    if (isCut && field === 'value') return CUT_TOO_EARLY;
    try {
      return textOf(this.#redact(field, isCut ? withoutLastWord(value) : value, job));
    } catch {
      return REDACTION_FAILED;
    }
  }
}

/** A text that was cut, without the word that was cut through: half a secret is not known for one. */
function withoutLastWord(text: string): string {
  const end = text.lastIndexOf('…');
  return text.slice(0, Math.max(0, text.lastIndexOf(' ', end - 1))) + text.slice(end);
}

/** A text as it is, anything else as JSON; getters and `toJSON` may throw. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  try {
    return JSON.stringify(value, (_key, part) => (typeof part === 'bigint' ? String(part) : part)) ?? String(value);
  } catch {
    return `an unprintable ${typeof value}`;
  }
}
