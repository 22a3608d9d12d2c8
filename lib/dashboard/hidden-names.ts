import type { Sees } from '../console/console.js';

/**
 * A sentence of Carillon's as a user may read it who does not see all jobs: another's name, in quotes or in the key of
 * a run, becomes "another job". Longer names go first, so that no half of one is left.
 */
export function hidden(text: string, sees: Sees | undefined, names: () => readonly string[]): string {
  if (sees === undefined || text === '') return text;
  const found = names()
    .filter(name => text.includes(name) && !sees(name))
    .sort((one, other) => other.length - one.length);
  return found.reduce(withoutName, text);
}

function withoutName(text: string, name: string): string {
  const pattern = escaped(name);
  const named = `'${pattern}'|(?<!\\w)${pattern}(?:@\\S*)?(?!\\w)`;
  return text.replace(new RegExp(`(?:the )?(?:job |run )?(?:${named})`, 'g'), 'another job');
}

function escaped(name: string): string {
  return name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
