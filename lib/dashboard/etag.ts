import { createHash, randomUUID } from 'node:crypto';
import type { Admitted } from './access.js';
import type { Stamp } from './api.js';
import type { Query } from './query.js';

/** Of a farm, another process may count the same revision for what it tells a moment earlier or later. */
const PROCESS = randomUUID();

/**
 * Names one answer to one question of one kind of user. There is none for who does not see all jobs: what such a user
 * sees is decided by a function, which may decide differently the next time.
 */
export function etagOf({ epoch, rev }: Stamp, query: Query, { sees, user, can }: Admitted): string | undefined {
  if (sees !== undefined) return undefined;
  const asked = createHash('sha256')
    .update(JSON.stringify([PROCESS, query.entries, user, can]))
    .digest('base64url');
  return `"${epoch}.${rev}.${asked.slice(0, 12)}"`;
}

/** Whether who asks has that answer: a list, in which a proxy that compresses marks each as weak. */
export function hasAlready(etag: string, ifNoneMatch: string | undefined): boolean {
  return ifNoneMatch?.split(',').some(known => known.trim().replace(/^W\//, '') === etag) === true;
}
