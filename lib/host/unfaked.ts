import { atFirstUse } from '../time/at-first-use.js';

// Asked for, not imported: to link one of Node's own modules takes longer.
const { setTimeout, clearTimeout, setImmediate, clearImmediate } = process.getBuiltinModule('node:timers');
/** Not before it is asked for, since it brings eleven modules of Node. */
const performance = atFirstUse(() => process.getBuiltinModule('node:perf_hooks').performance);

/** What there was when the package was loaded, for when a fake throws, gives no number, or would hold a process up. */
export const unfaked = {
  now: Date.now,
  performance,
  /** By the method of its class: a fake stands in the object itself. */
  monotonic: (): number => Object.getPrototypeOf(performance()).now.call(performance()),
  setTimeout,
  clearTimeout,
  setImmediate,
  clearImmediate,
};
