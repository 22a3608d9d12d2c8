// Asked for, not imported: to link one of Node's own modules takes longer.
const { setTimeout, clearTimeout, setImmediate, clearImmediate } = process.getBuiltinModule('node:timers');
const { performance } = process.getBuiltinModule('node:perf_hooks');

/** What there was when the package was loaded, for when a fake throws, gives no number, or would hold a process up. */
export const unfaked = {
  now: Date.now,
  performance,
  monotonic: performance.now.bind(performance),
  setTimeout,
  clearTimeout,
  setImmediate,
  clearImmediate,
};
