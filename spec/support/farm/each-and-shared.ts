import type { Registry } from '../../../lib/index.js';

/** The keys of what has run. */
export interface Ran {
  readonly each: string[];
  readonly shared: string[];
}

/** Declares a job that each host runs for itself, each second, and one that all of them share. */
export function eachAndShared(registry: Registry, { each, shared }: Ran): void {
  registry
    .schedule(({ key }) => void each.push(key))
    .withName('each')
    .toRunEvery(1)
    .seconds()
    .onEveryHost();
  registry
    .schedule(({ key }) => void shared.push(key))
    .withName('shared')
    .toRunEvery(1)
    .seconds();
}
