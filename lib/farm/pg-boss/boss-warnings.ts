import type { Warning } from 'pg-boss';
import type { SchemaNames } from './boss-schema.js';

/** What of pg-boss's warnings is about the database as a whole. Of slow statements they would show the data. */
type TellingData = Partial<Readonly<Record<'name' | 'pages' | 'bytes' | 'entries' | 'source' | 'tables', unknown>>>;

/**
 * What people are told of a warning of pg-boss: that vacuum can't reclaim what is dead, or that an index is bloated, with
 * what to do about it; of others nothing.
 */
export function warningText({ message, data }: Warning, { boss }: SchemaNames): string | undefined {
  const { name, pages, bytes, entries, source, tables } = data as TellingData;
  if (source !== undefined || tables !== undefined) return message.replace(/^Warning: /, '');
  if (pages === undefined) return undefined;
  const size = `${Math.round(Number(bytes) / 2 ** 20)} MB for about ${entries} entries`;
  return `index '${name}' of the farm is bloated, ${size}: run reindex index concurrently ${boss}."${name}" in a quiet hour`;
}
