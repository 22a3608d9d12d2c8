import { expect } from 'chai';
import type { ScheduleError, ScheduleRangeError } from '../../lib/errors.js';
import { Registry } from '../../lib/registry/registry.js';
import { report, type Untyped, untyped } from './declared.js';

/** A chain as callers without types can write it. */
export type UntypedChain = (s: Untyped) => unknown;

/** Expects that the last word of a chain is refused with this error, whose message begins with the job's name. */
export function expectRefusal(
  chain: UntypedChain,
  kind: typeof ScheduleError | typeof ScheduleRangeError,
  message: string,
): void {
  const registry = new Registry();
  const begun = untyped(registry.schedule(report));
  expect(() => chain(begun))
    .to.throw(kind)
    .with.property('message', `job 'report': ${message}`);
}
