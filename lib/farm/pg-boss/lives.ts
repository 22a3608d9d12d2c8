import { LIVES_MS, type Release } from '../release.js';
import type { DatabaseRow } from './database.js';

const OF_LATE = `> now() - interval '${LIVES_MS} ms'`;

/** Of a release: whether a host of it was seen of late, though it may have stopped since. */
export const LIVES = `last_seen ${OF_LATE}`;

/** Of a host: whether it was seen of late. */
export const SEEN = `seen ${OF_LATE}`;

/** The releases of farm $1. */
export function releasesIn(ours: string): string {
  return `select release, started, (extract(epoch from first_seen) * 1000)::float8 as first_seen,
    (extract(epoch from last_seen) * 1000)::float8 as last_seen,
    exists (select from ${ours}.host h
      where h.farm = r.farm and h.release = r.release and h.plans and not h.stopping) as has_hosts
    from ${ours}.release r where farm = $1`;
}

/** A release as one of these rows says it. */
export function releaseIn(row: DatabaseRow): Release {
  return {
    release: String(row['release']),
    startedMs: Number(row['started']),
    firstSeenMs: Number(row['first_seen']),
    lastSeenMs: Number(row['last_seen']),
    hasHosts: row['has_hosts'] === true,
  };
}
