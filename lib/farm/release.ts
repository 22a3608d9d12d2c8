import { digestOf } from './identity.js';

/** A host is taken for living when it was seen within this time, by the database's clock. */
export const LIVES_MS = 20_000;

/** The words of a registry: of each job, a digest of all that says when and how it runs. */
export type ReleaseWords = Readonly<Record<string, string>>;

/** A release that the farm knows. */
export interface Release {
  readonly release: string;
  /** When its first host joined while no other of it lived. */
  readonly startedMs: number;
  /** When its registry was first seen by the farm: this orders releases. */
  readonly firstSeenMs: number;
  /** When the last of its hosts was last seen; of one that lives, about now. */
  readonly lastSeenMs: number;
  /** Whether a host of it is there that has not begun to stop: a clean stop of the last ends its rule at once. */
  readonly hasHosts: boolean;
}

/** A release that rules, with what it says. */
export interface RulingRelease extends Release {
  readonly words: ReleaseWords;
}

/** The name of a release that was given none: a digest of its words, so that it changes with them. */
export function releaseOf(words: ReleaseWords): string {
  return digestOf(JSON.stringify(Object.entries(words).sort(([a], [b]) => (a < b ? -1 : 1)))).slice(0, 16);
}

/** The release that rules: of those with a host that lives and has not begun to stop, the one that was first seen last. */
export function rulingOf(releases: readonly Release[], nowMs: number): Release | undefined {
  let ruling: Release | undefined;
  for (const release of releases) {
    const mayRule = release.hasHosts && nowMs - release.lastSeenMs < LIVES_MS;
    if (mayRule && (ruling === undefined || release.firstSeenMs > ruling.firstSeenMs)) ruling = release;
  }
  return ruling;
}

/**
 * The jobs that a host of `mine` doesn't plan now, since the ruling release says them otherwise or not at all. They are
 * not forgotten: when no host of the ruling release lives any more, they go on from where it was last seen.
 */
export function ruledOut(mine: ReleaseWords, ruling: ReleaseWords): ReadonlySet<string> {
  return new Set(Object.keys(mine).filter(name => mine[name] !== ruling[name]));
}

/** The jobs whose words differ between two registries of one release, by name: a fault of the deploy. */
export function differing(mine: ReleaseWords, theirs: ReleaseWords): readonly string[] {
  const names = new Set([...Object.keys(mine), ...Object.keys(theirs)]);
  return [...names].filter(name => mine[name] !== theirs[name]).sort();
}
